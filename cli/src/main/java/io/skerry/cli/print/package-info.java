/// What a terminal shows: tables, colours, ages.
@NullMarked
package io.skerry.cli.print;

import org.jspecify.annotations.NullMarked;
