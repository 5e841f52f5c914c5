@NullMarked
package io.skerry.control.api.probe;

import org.jspecify.annotations.NullMarked;
