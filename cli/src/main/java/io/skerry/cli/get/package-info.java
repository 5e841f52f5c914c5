/// Commands that show resources: get, describe.
@NullMarked
package io.skerry.cli.get;

import org.jspecify.annotations.NullMarked;
