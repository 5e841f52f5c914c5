/// Strict reading and canonical writing of everything in [io.skerry.schema.model].
@NullMarked
package io.skerry.schema.codec;

import org.jspecify.annotations.NullMarked;
