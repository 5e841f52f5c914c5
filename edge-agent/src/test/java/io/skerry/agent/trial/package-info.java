@NullMarked
package io.skerry.agent.trial;

import org.jspecify.annotations.NullMarked;
