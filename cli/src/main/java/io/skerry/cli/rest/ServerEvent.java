package io.skerry.cli.rest;

/// One server-sent event.
///
/// @param type the event's name; `message` when it has none
/// @param id the id to resume after; empty when it has none
/// @param data the payload; lines joined by newlines
public record ServerEvent(String type, String id, String data) {

  /// Collects the lines of one event.
  static final class Builder {
    private String type = "message";
    private String id = "";
    private final StringBuilder data = new StringBuilder();

    /// Takes one line that is neither blank nor the end.
    void add(String line) {
      int colon = line.indexOf(':');
      if (colon == 0) {
        return;
      }
      String field = colon < 0 ? line : line.substring(0, colon);
      String rest = colon < 0 ? "" : line.substring(colon + 1);
      String value = rest.startsWith(" ") ? rest.substring(1) : rest;
      switch (field) {
        case "event" -> type = value;
        case "id" -> id = value;
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        default -> {} // The standard wants unknown fields ignored.
      }
    }

    /// Whether there is nothing to deliver.
    boolean isEmpty() {
      return data.isEmpty();
    }

    /// The event of the lines so far.
    ServerEvent build() {
      return new ServerEvent(type, id, data.toString());
    }
  }
}
