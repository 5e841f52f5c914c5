@NullMarked
package io.skerry.agent.runtime;

import org.jspecify.annotations.NullMarked;
