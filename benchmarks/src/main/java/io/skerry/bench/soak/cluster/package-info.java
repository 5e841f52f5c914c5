/// A whole Skerry as processes that can be killed, paused and restarted, and ways to ask it.
@NullMarked
package io.skerry.bench.soak.cluster;

import org.jspecify.annotations.NullMarked;
