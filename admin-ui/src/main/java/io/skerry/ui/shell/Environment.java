package io.skerry.ui.shell;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Which environment the console is connected to, as everybody must see at a glance.
///
/// @param tone decides the colour of the band: production is red
public record Environment(String name, Tone tone) {

  /// How careful to be.
  public enum Tone {
    PRODUCTION,
    STAGING,
    LOCAL,
    OTHER;

    /// The style class of the band.
    String styleClass() {
      return "env-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /// The environment of that name; without one it is called after the server.
  public static Environment of(Optional<String> name, URI server) {
    String host = Optional.ofNullable(server.getHost()).orElse(server.toString());
    boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    String title = name.orElse(loopback ? "local" : host);
    return new Environment(title, tone(title.toLowerCase(Locale.ROOT), loopback));
  }

  private static Tone tone(String title, boolean loopback) {
    if (title.contains("prod")) {
      return Tone.PRODUCTION;
    }
    if (title.contains("stag") || title.contains("test")) {
      return Tone.STAGING;
    }
    return loopback ? Tone.LOCAL : Tone.OTHER;
  }
}
