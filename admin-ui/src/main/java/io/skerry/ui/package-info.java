/// The operators' console.
@NullMarked
package io.skerry.ui;

import org.jspecify.annotations.NullMarked;
