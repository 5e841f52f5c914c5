/// What operators order of rollouts: pause, resume, promote, approve, abort, roll back, retry.
@NullMarked
package io.skerry.control.api.rollout;

import org.jspecify.annotations.NullMarked;
