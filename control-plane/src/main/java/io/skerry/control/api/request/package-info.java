/// What every request shares: identity, limits, reading bodies, writing answers.
@NullMarked
package io.skerry.control.api.request;

import org.jspecify.annotations.NullMarked;
