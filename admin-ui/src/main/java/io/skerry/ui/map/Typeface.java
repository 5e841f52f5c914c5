package io.skerry.ui.map;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javafx.scene.text.Font;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fonts that are part of the program, so that it looks the same everywhere. IBM Plex Sans has
/// figures of equal width, so counting numbers do not jitter.
public final class Typeface {

  /// For everything people read.
  public static final String SANS = "IBM Plex Sans";

  /// For emphasis.
  public static final String SANS_STRONG = "IBM Plex Sans SemiBold";

  /// For digests and commands.
  public static final String MONO = "JetBrains Mono";

  private static final Logger LOG = LoggerFactory.getLogger(Typeface.class);
  private static final String FOLDER = "/io/skerry/ui/fonts/";
  private static final double ANY_SIZE = 12;

  private Typeface() {}

  /// Makes the fonts known to the toolkit; without them the system's fonts are used.
  public static void load() {
    for (String file :
        List.of(
            "IBMPlexSans-Regular.ttf",
            "IBMPlexSans-SemiBold.ttf",
            "IBMPlexSans-Bold.ttf",
            "JetBrainsMono-Regular.ttf")) {
      try (InputStream in = Typeface.class.getResourceAsStream(FOLDER + file)) {
        Font font = in == null ? null : Font.loadFont(in, ANY_SIZE);
        if (font == null) {
          LOG.warn("The font {} could not be loaded; using the system's", file);
        } else {
          LOG.debug("font {} is family '{}' name '{}'", file, font.getFamily(), font.getName());
        }
      } catch (IOException unreadable) {
        LOG.warn("The font {} could not be read; using the system's", file, unreadable);
      }
    }
  }

  /// The normal font.
  public static Font sans(double size) {
    return Font.font(SANS, size);
  }

  /// The emphasised font.
  public static Font strong(double size) {
    return Font.font(SANS_STRONG, size);
  }
}
