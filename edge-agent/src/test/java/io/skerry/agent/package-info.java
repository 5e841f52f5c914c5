@NullMarked
package io.skerry.agent;

import org.jspecify.annotations.NullMarked;
