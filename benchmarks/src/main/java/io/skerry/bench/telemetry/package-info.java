/// What telling the control plane costs, beside sending the request log.
@NullMarked
package io.skerry.bench.telemetry;

import org.jspecify.annotations.NullMarked;
