/// Many clients write while parts are killed; afterwards nothing may be missing.
@NullMarked
package io.skerry.bench.soak;

import org.jspecify.annotations.NullMarked;
