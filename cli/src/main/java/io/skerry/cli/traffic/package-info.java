/// How the requests that nodes serve divide, fail and last.
@NullMarked
package io.skerry.cli.traffic;

import org.jspecify.annotations.NullMarked;
