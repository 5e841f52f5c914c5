@NullMarked
package io.skerry.policy.evict;

import org.jspecify.annotations.NullMarked;
