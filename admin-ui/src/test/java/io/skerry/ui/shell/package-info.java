/// The frame around the screens: bars, banners, overlays, theme.
@NullMarked
package io.skerry.ui.shell;

import org.jspecify.annotations.NullMarked;
