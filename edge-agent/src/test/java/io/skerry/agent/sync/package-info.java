@NullMarked
package io.skerry.agent.sync;

import org.jspecify.annotations.NullMarked;
