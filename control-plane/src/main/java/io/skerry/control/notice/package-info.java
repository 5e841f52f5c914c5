/// Who is told what about rollouts, and when it is tried again. Decides only.
@NullMarked
package io.skerry.control.notice;

import org.jspecify.annotations.NullMarked;
