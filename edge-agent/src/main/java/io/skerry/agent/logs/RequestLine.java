package io.skerry.agent.logs;

import io.skerry.agent.traffic.ServedVersion;
import io.skerry.schema.model.Digest;
import java.time.Instant;

/// One request in the log.
///
/// @param client the address that it came from
/// @param method such as GET
/// @param host that it was sent to
/// @param path without the query, which may hold secrets
/// @param status that it was answered with
/// @param bytes of the answer's body
/// @param micros how long it took
/// @param version that answered it
/// @param snapshot that it pinned
public record RequestLine(
    String client,
    String method,
    String host,
    String path,
    int status,
    long bytes,
    long micros,
    ServedVersion version,
    Digest snapshot) {

  private static final int LONGEST_PATH = 512;
  private static final int LONGEST_WORD = 128;

  /// The line, ended, with words separated by one space. Words that come from outside cannot end a
  /// line or begin a word.
  ///
  /// @param at when the request ended, by the node's clock
  public String text(Instant at) {
    StringBuilder line = new StringBuilder(200);
    line.append(at).append(' ');
    word(line, client, LONGEST_WORD);
    word(line, method, LONGEST_WORD);
    word(line, host, LONGEST_WORD);
    word(line, path, LONGEST_PATH);
    return line.append(status)
        .append(' ')
        .append(bytes)
        .append(' ')
        .append(micros)
        .append(' ')
        .append(version.tenant())
        .append('/')
        .append(version.service())
        .append('/')
        .append(version.version())
        .append(' ')
        .append(snapshot.abbreviated())
        .append('\n')
        .toString();
  }

  private static void word(StringBuilder line, String text, int longest) {
    int length = Math.min(text.length(), longest);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(c > ' ' && c < 0x7f ? c : '?');
    }
    line.append(length == 0 ? "- " : " ");
  }
}
