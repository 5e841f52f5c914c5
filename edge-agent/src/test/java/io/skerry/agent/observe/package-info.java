@NullMarked
package io.skerry.agent.observe;

import org.jspecify.annotations.NullMarked;
