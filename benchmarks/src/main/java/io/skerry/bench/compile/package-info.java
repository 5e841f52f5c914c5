/// How long it takes to work out what a fleet must run.
@NullMarked
package io.skerry.bench.compile;

import org.jspecify.annotations.NullMarked;
