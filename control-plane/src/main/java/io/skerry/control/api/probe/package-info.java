/// Trying whether nodes are well: again and again, and when somebody asks.
@NullMarked
package io.skerry.control.api.probe;

import org.jspecify.annotations.NullMarked;
