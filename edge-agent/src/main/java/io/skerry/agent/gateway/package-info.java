/// The gateway of a node: takes requests, passes them to upstreams as the active snapshot says.
@NullMarked
package io.skerry.agent.gateway;

import org.jspecify.annotations.NullMarked;
