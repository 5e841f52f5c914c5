/// Which silent nodes bounded placements do without.
@NullMarked
package io.skerry.policy.evict;

import org.jspecify.annotations.NullMarked;
