/// Bounded hand-over between threads: only the latest matters.
@NullMarked
package io.skerry.agent.flow;

import org.jspecify.annotations.NullMarked;
