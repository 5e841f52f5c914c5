package io.skerry.control.api.request;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.model.Bytes;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads bodies, bounded in size and time. Blocks: for virtual threads, which it interrupts when
/// the time is over.
@ApplicationScoped
public class BodyReader {

  /// From the first byte that is waited for to the last.
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private static final int CHUNK = 16 * 1024;

  private final Vertx vertx;

  @Inject
  BodyReader(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Reads a body of at most `limit` bytes.
  public Outcome<ReceivedBody> read(InputStream in, HttpHeaders headers, int limit) {
    return format(headers.getMediaType())
        .then(format -> inTime(in, limit).map(bytes -> new ReceivedBody(bytes, format)));
  }

  private static Outcome<Format> format(@Nullable MediaType type) {
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

  private Outcome<Bytes> inTime(InputStream in, int limit) {
    Thread reader = Thread.currentThread();
    long alarm = vertx.setTimer(TIME_LIMIT.toMillis(), _ -> reader.interrupt());
    Outcome<Bytes> read = readAll(in, limit);
    if (vertx.cancelTimer(alarm)) {
      return read;
    }
    boolean _ = Thread.interrupted();
    return tooSlow();
  }

  private static Outcome<Bytes> readAll(InputStream in, int limit) {
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        collected.write(chunk, 0, n);
        if (collected.size() > limit) {
          return Outcome.refused(BodyLimits.tooLarge(limit));
        }
      }
      return Outcome.done(Bytes.copyOf(collected.toByteArray()));
    } catch (IOException interruptedOrBroken) {
      return tooSlow();
    }
  }

  private static <T> Outcome<T> tooSlow() {
    return Outcome.refused(
        Problem.of(
            ProblemCode.REQUEST_TIMEOUT,
            "the body did not arrive within " + TIME_LIMIT.toSeconds() + " s"));
  }
}
