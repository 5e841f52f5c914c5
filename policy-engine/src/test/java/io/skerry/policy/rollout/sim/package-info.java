/// A simulated cell: store, controllers, nodes and operators on one thread, driven by one seed.
@NullMarked
package io.skerry.policy.rollout.sim;

import org.jspecify.annotations.NullMarked;
