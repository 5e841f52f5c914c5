/// Declared resources: list, get, put, patch, delete, apply, plan.
@NullMarked
package io.skerry.control.api.resource;

import org.jspecify.annotations.NullMarked;
