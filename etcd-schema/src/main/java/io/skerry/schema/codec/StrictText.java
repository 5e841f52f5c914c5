package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads bytes as UTF-8 without a byte order mark, refusing what is not.
final class StrictText {

  private static final char REPLACEMENT = '\uFFFD';

  private StrictText() {}

  static Decoded<String> read(Bytes body) {
    String quick = body.asText();
    // What is not UTF-8 would show as a replacement character; only then it is worth a closer look.
    return quick.indexOf(REPLACEMENT) < 0 ? withoutMark(quick) : decode(body);
  }

  private static Decoded<String> decode(Bytes body) {
    try {
      return withoutMark(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body.toArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Decoded.malformed("", "is not valid UTF-8");
    }
  }

  private static Decoded<String> withoutMark(String text) {
    return text.startsWith("\uFEFF")
        ? Decoded.malformed("", "starts with a byte order mark: send plain UTF-8")
        : new Decoded.Ok<>(text);
  }
}
