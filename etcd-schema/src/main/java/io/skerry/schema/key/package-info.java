/// The layout of the store: every key is built and recognised here.
@NullMarked
package io.skerry.schema.key;

import org.jspecify.annotations.NullMarked;
