/// The reference edge node.
@NullMarked
package io.skerry.agent;

import org.jspecify.annotations.NullMarked;
