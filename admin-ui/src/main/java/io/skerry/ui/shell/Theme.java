package io.skerry.ui.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.skerry.ui.map.Palette;
import java.util.Locale;
import java.util.Optional;

/// Light or dark.
public enum Theme {
  DARK(new PrimerDark().getUserAgentStylesheet()),
  LIGHT(new PrimerLight().getUserAgentStylesheet());

  private final String styleSheet;

  Theme(String styleSheet) {
    this.styleSheet = styleSheet;
  }

  /// The toolkit's style sheet.
  public String styleSheet() {
    return styleSheet;
  }

  /// The console's own colours.
  public Palette palette() {
    return switch (this) {
      case DARK -> Palette.DARK;
      case LIGHT -> Palette.LIGHT;
    };
  }

  /// The other one.
  public Theme other() {
    return this == DARK ? LIGHT : DARK;
  }

  /// The theme of that name.
  public static Optional<Theme> named(String name) {
    for (Theme theme : values()) {
      if (theme.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(theme);
      }
    }
    return Optional.empty();
  }
}
