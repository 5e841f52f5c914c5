/// Waits with a limit that thousands of threads can afford at once.
@NullMarked
package io.skerry.schema.wait;

import org.jspecify.annotations.NullMarked;
