package io.skerry.ui;

import io.skerry.ui.fleet.ViewMode;
import io.skerry.ui.shell.Theme;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the console was asked to start.
///
/// @param environment what to call it; empty means after the server
/// @param screenshot draw one picture into this file and exit
public record LaunchOptions(
    URI server,
    Optional<String> environment,
    Locale language,
    Theme theme,
    Optional<Path> screenshot,
    Size size,
    FirstLook firstLook) {

  /// The window's size in pixels.
  public record Size(int width, int height) {

    private static final Pattern FORM = Pattern.compile("(\\d{3,4})x(\\d{3,4})");
    private static final int MIN_WIDTH = 640;
    private static final int MIN_HEIGHT = 480;
    private static final int MAX = 8000;

    /// Reads `1400x900`; empty for anything else and for sizes nobody can use.
    public static Optional<Size> parse(String text) {
      Matcher match = FORM.matcher(text);
      if (!match.matches()) {
        return Optional.empty();
      }
      var size = new Size(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
      boolean usable =
          size.width >= MIN_WIDTH
              && size.height >= MIN_HEIGHT
              && size.width <= MAX
              && size.height <= MAX;
      return usable ? Optional.of(size) : Optional.empty();
    }
  }

  /// What is on the screen first.
  ///
  /// @param select the name of the node or cell to select
  public record FirstLook(ViewMode mode, Optional<String> select) {}
}
