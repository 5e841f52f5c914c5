/// How one process of a node gives way to the next without a request being lost.
@NullMarked
package io.skerry.agent.replace;

import org.jspecify.annotations.NullMarked;
