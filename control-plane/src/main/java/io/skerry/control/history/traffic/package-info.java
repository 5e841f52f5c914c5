/// What nodes measured, in PostgreSQL: exactly once, pooled, downsampled, and forgotten in time.
@NullMarked
package io.skerry.control.history.traffic;

import org.jspecify.annotations.NullMarked;
