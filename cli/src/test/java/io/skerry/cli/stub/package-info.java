/// A control plane of canned answers, and commands run against it.
@NullMarked
package io.skerry.cli.stub;

import org.jspecify.annotations.NullMarked;
