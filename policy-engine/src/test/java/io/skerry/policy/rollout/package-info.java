@NullMarked
package io.skerry.policy.rollout;

import org.jspecify.annotations.NullMarked;
