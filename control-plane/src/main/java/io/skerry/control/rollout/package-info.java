/// From declared resources to refs: what every node must run, who may get it now, and the only
/// writer of refs.
@NullMarked
package io.skerry.control.rollout;

import org.jspecify.annotations.NullMarked;
