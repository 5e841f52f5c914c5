/// Counts what the gateway answers, and turns it into reports.
@NullMarked
package io.skerry.agent.traffic;

import org.jspecify.annotations.NullMarked;
