/// Checked expressions over a node, and how they are decided.
@NullMarked
package io.skerry.policy.eval;

import org.jspecify.annotations.NullMarked;
