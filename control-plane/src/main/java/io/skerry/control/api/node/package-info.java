/// What the status of a node and the progress of a rollout look like from outside.
@NullMarked
package io.skerry.control.api.node;

import org.jspecify.annotations.NullMarked;
