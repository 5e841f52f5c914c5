/// What nodes can run: the one place that says whether a node takes a snapshot, asked by the node
/// itself before it moves, and by a plan before anything happens.
@NullMarked
package io.skerry.policy.ability;

import org.jspecify.annotations.NullMarked;
