/// How a service's traffic should be divided among its nodes.
@NullMarked
package io.skerry.control.api.share;

import org.jspecify.annotations.NullMarked;
