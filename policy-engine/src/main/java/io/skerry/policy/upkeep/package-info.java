/// When nodes may be changed.
@NullMarked
package io.skerry.policy.upkeep;

import org.jspecify.annotations.NullMarked;
