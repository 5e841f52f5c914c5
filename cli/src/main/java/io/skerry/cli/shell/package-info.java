/// What every command is given, and how it ends.
@NullMarked
package io.skerry.cli.shell;

import org.jspecify.annotations.NullMarked;
