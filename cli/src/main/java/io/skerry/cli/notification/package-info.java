/// Messages about rollouts that wait for their targets, or that nobody took.
@NullMarked
package io.skerry.cli.notification;

import org.jspecify.annotations.NullMarked;
