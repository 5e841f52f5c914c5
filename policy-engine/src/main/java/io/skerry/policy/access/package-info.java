/// Expressions over requests: who may have one answered.
@NullMarked
package io.skerry.policy.access;

import org.jspecify.annotations.NullMarked;
