/// How often a good canary is rolled back, and how soon a bad one.
@NullMarked
package io.skerry.bench.canary;

import org.jspecify.annotations.NullMarked;
