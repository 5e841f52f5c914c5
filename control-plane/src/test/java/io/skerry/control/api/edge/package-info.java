/// Tests of `api.edge`.
@NullMarked
package io.skerry.control.api.edge;

import org.jspecify.annotations.NullMarked;
