/// Documents in files: splitting, reading, rendering, comparing.
@NullMarked
package io.skerry.cli.document;

import org.jspecify.annotations.NullMarked;
