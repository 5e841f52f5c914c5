/// Tells the control plane what the node runs and how it is.
@NullMarked
package io.skerry.agent.observe;

import org.jspecify.annotations.NullMarked;
