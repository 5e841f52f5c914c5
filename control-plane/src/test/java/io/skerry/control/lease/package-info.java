/// Tests of the election's rules.
@NullMarked
package io.skerry.control.lease;

import org.jspecify.annotations.NullMarked;
