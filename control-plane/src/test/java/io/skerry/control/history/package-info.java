/// Tests of the way to the history.
@NullMarked
package io.skerry.control.history;

import org.jspecify.annotations.NullMarked;
