/// Rollouts over a large simulated fleet, under a real control plane on a real etcd.
@NullMarked
package io.skerry.bench.rollout;

import org.jspecify.annotations.NullMarked;
