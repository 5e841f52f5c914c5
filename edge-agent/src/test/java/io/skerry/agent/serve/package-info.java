@NullMarked
package io.skerry.agent.serve;

import org.jspecify.annotations.NullMarked;
