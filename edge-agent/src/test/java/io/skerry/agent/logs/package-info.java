@NullMarked
package io.skerry.agent.logs;

import org.jspecify.annotations.NullMarked;
