/// Threads, clocks, sockets and randomness, in one place.
@NullMarked
package io.skerry.agent.runtime;

import org.jspecify.annotations.NullMarked;
