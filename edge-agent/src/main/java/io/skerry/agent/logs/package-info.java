/// The request log, which stays on the node.
@NullMarked
package io.skerry.agent.logs;

import org.jspecify.annotations.NullMarked;
