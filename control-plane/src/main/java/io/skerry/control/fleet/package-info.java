/// The view of the cell's store: images, the changes between them, and what they say about a node.
/// Pure.
@NullMarked
package io.skerry.control.fleet;

import org.jspecify.annotations.NullMarked;
