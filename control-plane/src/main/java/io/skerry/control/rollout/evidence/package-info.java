/// What measurements of the data plane say about rollouts. Pure.
@NullMarked
package io.skerry.control.rollout.evidence;

import org.jspecify.annotations.NullMarked;
