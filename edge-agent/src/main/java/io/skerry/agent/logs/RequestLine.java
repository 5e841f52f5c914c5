package io.skerry.agent.logs;

import io.skerry.agent.traffic.ServedVersion;
import io.skerry.schema.model.Digest;
import java.nio.charset.StandardCharsets;
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
    LineBuffer line = new LineBuffer(LineBuffer.FIRST_SIZE);
    writeTo(line, at);
    return new String(line.take(), StandardCharsets.US_ASCII);
  }

  void writeTo(LineBuffer line, Instant at) {
    line.begin(at);
    line.word(client, LONGEST_WORD)
        .word(method, LONGEST_WORD)
        .word(host, LONGEST_WORD)
        .word(path, LONGEST_PATH)
        .number(status)
        .number(bytes)
        .number(micros)
        .word(version.tenant().value(), LONGEST_WORD)
        .plain("/")
        .plain(version.service().value())
        .plain("/")
        .plain(version.version().value())
        .word(snapshot.abbreviated(), LONGEST_WORD)
        .plain("\n");
  }
}
