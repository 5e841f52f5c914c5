/// Commands about single nodes.
@NullMarked
package io.skerry.cli.node;

import org.jspecify.annotations.NullMarked;
