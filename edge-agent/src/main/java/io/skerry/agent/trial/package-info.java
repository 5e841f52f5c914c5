/// Which snapshots have proven themselves, and what a start does about one that crashes the agent.
@NullMarked
package io.skerry.agent.trial;

import org.jspecify.annotations.NullMarked;
