@NullMarked
package io.skerry.control.api.rollout;

import org.jspecify.annotations.NullMarked;
