/// How requests move from versions of a service to others, in steps that are compiled into what
/// nodes get.
@NullMarked
package io.skerry.policy.traffic;

import org.jspecify.annotations.NullMarked;
