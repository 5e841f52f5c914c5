package io.skerry.control.api.request;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.model.Bytes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// A body that was read completely and in time, and how it is written.
///
/// @param bytes as they came
/// @param format from the Content-Type
public record ReceivedBody(Bytes bytes, Format format) {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  /// Reads a body of at most `limit` bytes within 10 s. Blocks: for virtual threads.
  public static Outcome<ReceivedBody> read(
      InputStream in, HttpHeaders headers, int limit, InstantSource clock) {
    return format(headers.getMediaType())
        .then(format -> readBytes(in, limit, clock).map(bytes -> new ReceivedBody(bytes, format)));
  }

  private static Outcome<Format> format(MediaType type) {
    if (type == null) {
      return unsupported("the Content-Type is missing");
    }
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
    if (!charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
      return unsupported("charset " + charset + " is not accepted");
    }
    return switch ((type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT)) {
      case "application/json", "application/merge-patch+json" -> Outcome.done(Format.JSON);
      case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml" ->
          Outcome.done(Format.YAML);
      default -> unsupported(type.getType() + "/" + type.getSubtype() + " is not accepted");
    };
  }

  private static <T> Outcome<T> unsupported(String why) {
    return Outcome.refused(
        Problem.of(
            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            why + ": send application/json or application/yaml in UTF-8"));
  }

  private static Outcome<Bytes> readBytes(InputStream in, int limit, InstantSource clock) {
    Instant deadline = clock.instant().plus(TIME_LIMIT);
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    byte[] chunk = new byte[16 * 1024];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        collected.write(chunk, 0, n);
        if (collected.size() > limit) {
          return Outcome.refused(BodyLimits.tooLarge(limit));
        }
        if (clock.instant().isAfter(deadline)) {
          return tooSlow();
        }
      }
    } catch (IOException stalled) {
      return tooSlow();
    }
    return Outcome.done(Bytes.copyOf(collected.toByteArray()));
  }

  private static <T> Outcome<T> tooSlow() {
    return Outcome.refused(
        Problem.of(
            ProblemCode.REQUEST_TIMEOUT,
            "the body did not arrive within " + TIME_LIMIT.toSeconds() + " s"));
  }
}
