/// Who leads: pure decisions about leases and the election.
@NullMarked
package io.skerry.control.lease;

import org.jspecify.annotations.NullMarked;
