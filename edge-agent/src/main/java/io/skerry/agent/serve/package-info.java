/// The local API of the node.
@NullMarked
package io.skerry.agent.serve;

import org.jspecify.annotations.NullMarked;
