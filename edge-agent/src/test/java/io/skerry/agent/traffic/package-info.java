@NullMarked
package io.skerry.agent.traffic;

import org.jspecify.annotations.NullMarked;
