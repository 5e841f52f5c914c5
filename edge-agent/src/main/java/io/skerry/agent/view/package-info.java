/// What programs read: immutable views of one verified snapshot.
@NullMarked
package io.skerry.agent.view;

import org.jspecify.annotations.NullMarked;
