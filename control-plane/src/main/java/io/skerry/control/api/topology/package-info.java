/// Read-only views over the fleet, its snapshots and its history.
@NullMarked
package io.skerry.control.api.topology;

import org.jspecify.annotations.NullMarked;
