/// Messages to notification targets that were not taken yet.
@NullMarked
package io.skerry.control.api.notice;

import org.jspecify.annotations.NullMarked;
