/// The Fleet screen.
@NullMarked
package io.skerry.ui.fleet;

import org.jspecify.annotations.NullMarked;
