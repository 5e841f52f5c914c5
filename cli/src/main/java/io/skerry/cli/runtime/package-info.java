/// What the command needs of the process that it runs in.
@NullMarked
package io.skerry.cli.runtime;

import org.jspecify.annotations.NullMarked;
