/// How fast a running node takes up a change, and what requests notice of it.
@NullMarked
package io.skerry.bench.reload;

import org.jspecify.annotations.NullMarked;
