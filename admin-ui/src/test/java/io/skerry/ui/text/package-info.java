/// Texts, numbers and ages as people read them.
@NullMarked
package io.skerry.ui.text;

import org.jspecify.annotations.NullMarked;
