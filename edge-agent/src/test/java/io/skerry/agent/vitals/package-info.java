@NullMarked
package io.skerry.agent.vitals;

import org.jspecify.annotations.NullMarked;
