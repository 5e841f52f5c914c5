/// Threads, clocks, queues and wiring: what makes the pure packages run.
@NullMarked
package io.skerry.control.runtime;

import org.jspecify.annotations.NullMarked;
