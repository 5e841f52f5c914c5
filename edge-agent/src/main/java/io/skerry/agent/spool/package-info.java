/// Crash-safe storage of what the node runs.
@NullMarked
package io.skerry.agent.spool;

import org.jspecify.annotations.NullMarked;
