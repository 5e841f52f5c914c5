/// Start-up, liveness and readiness.
@NullMarked
package io.skerry.control.api.health;

import org.jspecify.annotations.NullMarked;
