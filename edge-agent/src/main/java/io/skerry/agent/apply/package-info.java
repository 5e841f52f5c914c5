/// Decides what to do with a ref and builds the runtime view. Pure: no clock, no I/O, no threads.
@NullMarked
package io.skerry.agent.apply;

import org.jspecify.annotations.NullMarked;
