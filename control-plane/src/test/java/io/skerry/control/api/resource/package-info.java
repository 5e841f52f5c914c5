/// Tests of `api.resource`.
@NullMarked
package io.skerry.control.api.resource;

import org.jspecify.annotations.NullMarked;
