@NullMarked
package io.skerry.schema.codec;

import org.jspecify.annotations.NullMarked;
