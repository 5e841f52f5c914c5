/// Reads, type-checks and bounds the CEL that operators write.
@NullMarked
package io.skerry.policy.parse;

import org.jspecify.annotations.NullMarked;
