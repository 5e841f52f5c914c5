@NullMarked
package io.skerry.schema.model;

import org.jspecify.annotations.NullMarked;
