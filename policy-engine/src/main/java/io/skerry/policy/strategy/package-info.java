/// How a change moves through the fleet unless somebody says otherwise, and who says otherwise.
@NullMarked
package io.skerry.policy.strategy;

import org.jspecify.annotations.NullMarked;
