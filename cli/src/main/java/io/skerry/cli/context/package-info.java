/// Which control plane to speak to, and the commands that choose it.
@NullMarked
package io.skerry.cli.context;

import org.jspecify.annotations.NullMarked;
