/// The calls that nodes make: enrolment and status.
@NullMarked
package io.skerry.control.api.edge;

import org.jspecify.annotations.NullMarked;
