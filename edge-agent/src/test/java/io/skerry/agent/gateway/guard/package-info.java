@NullMarked
package io.skerry.agent.gateway.guard;

import org.jspecify.annotations.NullMarked;
