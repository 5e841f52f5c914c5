/// How fast an edge agent serves again after it was started, and how small it is.
@NullMarked
package io.skerry.bench.start;

import org.jspecify.annotations.NullMarked;
