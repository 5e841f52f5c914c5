/// From declared resources to the snapshot of each node.
@NullMarked
package io.skerry.policy.compile;

import org.jspecify.annotations.NullMarked;
