/// Commands that send documents: apply, plan, diff, delete.
@NullMarked
package io.skerry.cli.apply;

import org.jspecify.annotations.NullMarked;
