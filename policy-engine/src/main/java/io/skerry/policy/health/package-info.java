/// How well a node is, as a number with its derivation.
@NullMarked
package io.skerry.policy.health;

import org.jspecify.annotations.NullMarked;
