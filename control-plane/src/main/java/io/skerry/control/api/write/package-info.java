/// How declared resources change: what a change amounts to, what it must not break, and the one
/// transaction that makes it.
@NullMarked
package io.skerry.control.api.write;

import org.jspecify.annotations.NullMarked;
