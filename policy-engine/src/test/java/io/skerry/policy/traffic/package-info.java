@NullMarked
package io.skerry.policy.traffic;

import org.jspecify.annotations.NullMarked;
