/// How an agent of its own looks after itself: it tests itself, and listens to its machine's
/// wishes.
@NullMarked
package io.skerry.agent.care;

import org.jspecify.annotations.NullMarked;
