/// Tests of the running parts, against fakes and against real stores.
@NullMarked
package io.skerry.control.runtime;

import org.jspecify.annotations.NullMarked;
