/// What clients do while scenarios break things.
@NullMarked
package io.skerry.it.traffic;

import org.jspecify.annotations.NullMarked;
