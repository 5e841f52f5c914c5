/// What a node's status looks like from outside.
@NullMarked
package io.skerry.control.api.node;

import org.jspecify.annotations.NullMarked;
