/// Judges what is left once a scenario is over.
@NullMarked
package io.skerry.it.validate;

import org.jspecify.annotations.NullMarked;
