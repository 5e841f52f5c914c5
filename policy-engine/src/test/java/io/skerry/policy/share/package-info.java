@NullMarked
package io.skerry.policy.share;

import org.jspecify.annotations.NullMarked;
