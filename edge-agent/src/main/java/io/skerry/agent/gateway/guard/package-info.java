/// What keeps trouble from spreading: limits, breakers, health, budgets. State machines that are
/// told the time.
@NullMarked
package io.skerry.agent.gateway.guard;

import org.jspecify.annotations.NullMarked;
