package io.skerry.agent.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Headers that are about one connection and end with it (RFC 9110, 7.6.1).
final class HopHeaders {

  private HopHeaders() {}

  /// Whether a header is never passed on. Names are matched without case.
  static boolean isHopByHop(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("te");
      case 6 -> name.equalsIgnoreCase("expect");
      case 7 -> name.equalsIgnoreCase("upgrade") || name.equalsIgnoreCase("trailer");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("http2-settings");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      case 18 -> name.equalsIgnoreCase("proxy-authenticate");
      case 19 -> name.equalsIgnoreCase("proxy-authorization");
      default -> false;
    };
  }

  /// The further headers, in lower case, that a message says are about its connection.
  static Set<String> named(MultiMap headers) {
    String first = headers.get(HttpHeaders.CONNECTION);
    if (first == null
        || first.equalsIgnoreCase("keep-alive")
        || first.equalsIgnoreCase("close")
        || first.equalsIgnoreCase("upgrade")) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String line : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String name : List.of(line.split(",", -1))) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
