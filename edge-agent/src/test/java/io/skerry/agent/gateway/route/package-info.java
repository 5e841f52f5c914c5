@NullMarked
package io.skerry.agent.gateway.route;

import org.jspecify.annotations.NullMarked;
