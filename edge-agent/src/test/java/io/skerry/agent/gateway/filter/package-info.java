@NullMarked
package io.skerry.agent.gateway.filter;

import org.jspecify.annotations.NullMarked;
