/// Tests of images, deltas and node states.
@NullMarked
package io.skerry.control.fleet;

import org.jspecify.annotations.NullMarked;
