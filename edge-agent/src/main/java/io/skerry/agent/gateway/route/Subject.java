package io.skerry.agent.gateway.route;

import java.util.Optional;

/// What of a request tells whose it is. Values are taken as they are in the request: nothing is
/// decoded, so that every node and every language sees the same bytes.
public sealed interface Subject {

  /// The value; empty when the request has none, or an empty one.
  Optional<String> of(RequestFacts request);

  /// Reads `header:NAME`, `cookie:NAME`, `query:NAME` or `client`.
  ///
  /// @throws IllegalArgumentException when it is none of them
  static Subject parse(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (colon < 0 ? text : text.substring(0, colon)) {
      case "client" -> new Client();
      case "header" -> new Header(name);
      case "cookie" -> new Cookie(name);
      case "query" -> new Query(name);
      default -> throw new IllegalArgumentException("not a subject: " + text);
    };
  }

  /// @param name matched without case
  record Header(String name) implements Subject {
    @Override
    public Optional<String> of(RequestFacts request) {
      return request.header(name).filter(value -> !value.isEmpty());
    }
  }

  /// @param name matched exactly
  record Cookie(String name) implements Subject {
    @Override
    public Optional<String> of(RequestFacts request) {
      return request.header("cookie").flatMap(cookies -> valueOf(name, cookies, ';'));
    }
  }

  /// @param name matched exactly
  record Query(String name) implements Subject {
    @Override
    public Optional<String> of(RequestFacts request) {
      return valueOf(name, request.query(), '&');
    }
  }

  /// The address that the connection comes from.
  record Client() implements Subject {
    @Override
    public Optional<String> of(RequestFacts request) {
      return Optional.of(request.client()).filter(address -> !address.isEmpty());
    }
  }

  private static Optional<String> valueOf(String name, String pairs, char separator) {
    int from = 0;
    while (from < pairs.length()) {
      int end = pairs.indexOf(separator, from);
      int to = end < 0 ? pairs.length() : end;
      while (from < to && pairs.charAt(from) == ' ') {
        from++;
      }
      if (pairs.startsWith(name, from)
          && from + name.length() < to
          && pairs.charAt(from + name.length()) == '=') {
        return Optional.of(pairs.substring(from + name.length() + 1, to).strip())
            .filter(value -> !value.isEmpty());
      }
      from = to + 1;
    }
    return Optional.empty();
  }
}
