/// How much of a service's traffic each of its nodes should get.
@NullMarked
package io.skerry.policy.share;

import org.jspecify.annotations.NullMarked;
