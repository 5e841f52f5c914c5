/// Request logs of nodes, fetched on demand.
@NullMarked
package io.skerry.control.api.logs;

import org.jspecify.annotations.NullMarked;
