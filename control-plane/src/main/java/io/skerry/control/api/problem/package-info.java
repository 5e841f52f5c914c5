/// Refusals as values, and their one form on the wire (RFC 9457).
@NullMarked
package io.skerry.control.api.problem;

import org.jspecify.annotations.NullMarked;
