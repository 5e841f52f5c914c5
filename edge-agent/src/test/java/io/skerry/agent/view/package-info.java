@NullMarked
package io.skerry.agent.view;

import org.jspecify.annotations.NullMarked;
