/// What a change would do to the fleet, before it is made.
@NullMarked
package io.skerry.control.api.plan;

import org.jspecify.annotations.NullMarked;
