/// Follows the node's ref in the store and applies what it points at.
@NullMarked
package io.skerry.agent.sync;

import org.jspecify.annotations.NullMarked;
