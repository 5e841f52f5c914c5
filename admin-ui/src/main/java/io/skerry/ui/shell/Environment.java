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

  /// An environment without a name is called after its server.
  public static Environment of(URI server) {
    return named(isLoopback(server) ? "local" : host(server), server);
  }

  /// The environment of that name.
  public static Environment named(String name, URI server) {
    return new Environment(name, tone(name.toLowerCase(Locale.ROOT), isLoopback(server)));
  }

  private static String host(URI server) {
    return Optional.ofNullable(server.getHost()).orElse(server.toString());
  }

  private static boolean isLoopback(URI server) {
    String host = host(server);
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
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
