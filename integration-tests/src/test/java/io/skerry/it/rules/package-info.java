/// The architecture as executable rules, and the proof that each of them bites.
@NullMarked
package io.skerry.it.rules;

import org.jspecify.annotations.NullMarked;
