@NullMarked
package io.skerry.control.rollout.evidence;

import org.jspecify.annotations.NullMarked;
