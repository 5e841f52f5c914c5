/// The kinds of resources: names on the command line and in URLs, and what a table shows of each.
@NullMarked
package io.skerry.cli.kind;

import org.jspecify.annotations.NullMarked;
