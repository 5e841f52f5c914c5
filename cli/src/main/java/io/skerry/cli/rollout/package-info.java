/// Commands that show and steer rollouts.
@NullMarked
package io.skerry.cli.rollout;

import org.jspecify.annotations.NullMarked;
