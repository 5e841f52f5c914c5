/// How the machine is, within the limits that the operating system sets for the node.
@NullMarked
package io.skerry.agent.vitals;

import org.jspecify.annotations.NullMarked;
