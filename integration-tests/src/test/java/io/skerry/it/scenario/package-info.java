/// What must hold for a whole system of real processes, also while parts of it are broken.
@NullMarked
package io.skerry.it.scenario;

import org.jspecify.annotations.NullMarked;
