/// What the console knows about the fleet: immutable values and pure functions, free of any
/// toolkit.
@NullMarked
package io.skerry.ui.state;

import org.jspecify.annotations.NullMarked;
