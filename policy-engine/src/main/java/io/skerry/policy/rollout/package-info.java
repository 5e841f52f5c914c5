/// How changes move through the fleet: what a rollout moves, which nodes when, and what comes next.
@NullMarked
package io.skerry.policy.rollout;

import org.jspecify.annotations.NullMarked;
