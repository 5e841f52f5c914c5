/// Speaking to a control plane: calls, refusals, event streams.
@NullMarked
package io.skerry.cli.rest;

import org.jspecify.annotations.NullMarked;
