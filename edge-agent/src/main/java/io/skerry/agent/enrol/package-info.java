/// How a node gets its identity, once.
@NullMarked
package io.skerry.agent.enrol;

import org.jspecify.annotations.NullMarked;
