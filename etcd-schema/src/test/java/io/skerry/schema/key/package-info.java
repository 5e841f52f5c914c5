@NullMarked
package io.skerry.schema.key;

import org.jspecify.annotations.NullMarked;
