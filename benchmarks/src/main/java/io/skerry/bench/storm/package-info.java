/// A thousand agents that lose their network at one moment, and get it back at one moment.
@NullMarked
package io.skerry.bench.storm;

import org.jspecify.annotations.NullMarked;
