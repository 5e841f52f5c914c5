/// Changes as server-sent events.
@NullMarked
package io.skerry.control.api.watch;

import org.jspecify.annotations.NullMarked;
