/// The control plane.
@NullMarked
package io.skerry.control;

import org.jspecify.annotations.NullMarked;
