/// Which silent nodes bounded placements do without, and the shares of traffic. Decides only.
@NullMarked
package io.skerry.control.placement;

import org.jspecify.annotations.NullMarked;
