@NullMarked
package io.skerry.agent.spool;

import org.jspecify.annotations.NullMarked;
