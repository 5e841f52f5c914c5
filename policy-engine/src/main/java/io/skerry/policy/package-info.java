/// Decisions as pure functions.
@NullMarked
package io.skerry.policy;

import org.jspecify.annotations.NullMarked;
