@NullMarked
package io.skerry.control.notice;

import org.jspecify.annotations.NullMarked;
