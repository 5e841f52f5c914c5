/// Where the store meets the system's clock, randomness and threads.
@NullMarked
package io.skerry.schema.runtime;

import org.jspecify.annotations.NullMarked;
