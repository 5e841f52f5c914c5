@NullMarked
package io.skerry.agent.gateway;

import org.jspecify.annotations.NullMarked;
