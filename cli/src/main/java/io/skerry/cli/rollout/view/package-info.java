/// Rollouts as the control plane tells them, in words and figures for people.
@NullMarked
package io.skerry.cli.rollout.view;

import org.jspecify.annotations.NullMarked;
