/// What a request pays for its configuration.
@NullMarked
package io.skerry.bench.reads;

import org.jspecify.annotations.NullMarked;
