/// The REST edge: what operators, consoles and nodes call.
@NullMarked
package io.skerry.control.api;

import org.jspecify.annotations.NullMarked;
