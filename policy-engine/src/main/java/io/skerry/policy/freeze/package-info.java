/// When changes are frozen.
@NullMarked
package io.skerry.policy.freeze;

import org.jspecify.annotations.NullMarked;
