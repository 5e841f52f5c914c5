@NullMarked
package io.skerry.policy.health;

import org.jspecify.annotations.NullMarked;
