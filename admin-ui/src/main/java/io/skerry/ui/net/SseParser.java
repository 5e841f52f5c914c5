package io.skerry.ui.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads Server-Sent Events from a byte stream, one at a time. Comments and unknown fields are
/// skipped; a partial event at the end of the stream is dropped, as the format demands.
///
/// Not thread-safe. An event may not be larger than [#MAX_EVENT_BYTES].
public final class SseParser {

  /// The bound for one line and for the data of one event.
  public static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

  private static final int BUFFER = 16 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int position;
  private int limit;
  private boolean skipLineFeed;

  /// One event.
  ///
  /// @param id empty when the event carried none
  public record Event(String type, String id, String data) {}

  public SseParser(InputStream in) {
    this.in = in;
  }

  /// The next event with data; empty at the end of the stream.
  ///
  /// @throws IOException when the connection breaks or an event is too large
  public Optional<Event> next() throws IOException {
    String type = "message";
    String id = "";
    var data = new StringBuilder();
    while (readLine()) {
      String text = line.toString(StandardCharsets.UTF_8);
      if (text.isEmpty()) {
        if (!data.isEmpty()) {
          return Optional.of(new Event(type, id, data.substring(0, data.length() - 1)));
        }
        type = "message";
        continue;
      }
      int colon = text.indexOf(':');
      String field = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "event" -> type = value;
        case "id" -> id = value;
        case "data" -> append(data, value);
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static void append(StringBuilder data, String value) throws IOException {
    if (data.length() + value.length() > MAX_EVENT_BYTES) {
      throw new IOException("an event of the stream is larger than " + MAX_EVENT_BYTES + " bytes");
    }
    data.append(value).append('\n');
  }

  private boolean readLine() throws IOException {
    line.reset();
    while (true) {
      if (position == limit) {
        limit = in.read(buffer, 0, buffer.length);
        position = 0;
        if (limit < 0) {
          limit = 0;
          return false;
        }
      }
      byte next = buffer[position++];
      if (skipLineFeed) {
        skipLineFeed = false;
        if (next == '\n') {
          continue;
        }
      }
      if (next == '\n' || next == '\r') {
        skipLineFeed = next == '\r';
        return true;
      }
      line.write(next);
      if (line.size() > MAX_EVENT_BYTES) {
        throw new IOException("a line of the stream is longer than " + MAX_EVENT_BYTES + " bytes");
      }
    }
  }
}
