/// Which nodes a resource goes to.
@NullMarked
package io.skerry.policy.place;

import org.jspecify.annotations.NullMarked;
