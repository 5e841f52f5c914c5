/// Tests of plans.
@NullMarked
package io.skerry.control.rollout;

import org.jspecify.annotations.NullMarked;
