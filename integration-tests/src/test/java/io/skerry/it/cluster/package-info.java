/// The cluster of real processes that scenarios run against.
@NullMarked
package io.skerry.it.cluster;

import org.jspecify.annotations.NullMarked;
