/// The REST edge against real stores.
@NullMarked
package io.skerry.control.api;

import org.jspecify.annotations.NullMarked;
