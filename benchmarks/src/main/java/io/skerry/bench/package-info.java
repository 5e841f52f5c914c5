/// Benchmarks.
@NullMarked
package io.skerry.bench;

import org.jspecify.annotations.NullMarked;
