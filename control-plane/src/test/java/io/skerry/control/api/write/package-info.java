/// Tests of `api.write`.
@NullMarked
package io.skerry.control.api.write;

import org.jspecify.annotations.NullMarked;
