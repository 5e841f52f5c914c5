package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads bytes as UTF-8 without a byte order mark, refusing what is not.
final class StrictText {

  private StrictText() {}

  static Decoded<String> read(Bytes body) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body.toArray()))
              .toString();
      return text.startsWith("\uFEFF")
          ? Decoded.malformed("", "starts with a byte order mark: send plain UTF-8")
          : new Decoded.Ok<>(text);
    } catch (CharacterCodingException e) {
      return Decoded.malformed("", "is not valid UTF-8");
    }
  }
}
