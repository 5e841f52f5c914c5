/// The proof that every checker of the build bites.
@NullMarked
package io.skerry.it.canary;

import org.jspecify.annotations.NullMarked;
