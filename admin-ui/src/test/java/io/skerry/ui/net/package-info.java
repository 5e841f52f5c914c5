/// The way to the server: REST calls and the resumable change stream.
@NullMarked
package io.skerry.ui.net;

import org.jspecify.annotations.NullMarked;
