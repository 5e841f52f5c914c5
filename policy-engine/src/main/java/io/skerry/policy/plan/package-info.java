/// Differences: what a change would do.
@NullMarked
package io.skerry.policy.plan;

import org.jspecify.annotations.NullMarked;
