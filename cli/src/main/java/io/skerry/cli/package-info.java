/// The skerry command.
@NullMarked
package io.skerry.cli;

import org.jspecify.annotations.NullMarked;
