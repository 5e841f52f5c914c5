@NullMarked
package io.skerry.agent.gateway.plane;

import org.jspecify.annotations.NullMarked;
