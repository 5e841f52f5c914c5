/// Verdicts on a canary that may be asked for at any time and as often as wanted, from counts
/// alone.
@NullMarked
package io.skerry.policy.stats;

import org.jspecify.annotations.NullMarked;
