/// The data plane compiled from one snapshot, and the parts that outlive it.
@NullMarked
package io.skerry.agent.gateway.plane;

import org.jspecify.annotations.NullMarked;
