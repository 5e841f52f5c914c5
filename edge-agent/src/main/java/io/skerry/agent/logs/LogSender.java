package io.skerry.agent.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.observe.ControlPlane.Call;
import io.skerry.agent.observe.LogsWanted;
import io.skerry.schema.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends lines of the request log when somebody wants them: each wish once, one at a time, without
/// a second try, because whoever waits can ask again. Safe for use by any thread.
public final class LogSender implements LogsWanted {

  private static final Logger LOG = LoggerFactory.getLogger(LogSender.class);
  private static final String PATH = "/edge/v1/logs";
  private static final JsonFactory JSON = new JsonFactory();

  private final RequestLog log;
  private final Supplier<ControlPlane> controlPlane;
  private final Executor executor;
  private final AtomicReference<String> last = new AtomicReference<>("");

  /// @param executor runs what takes a while
  public LogSender(RequestLog log, Supplier<ControlPlane> controlPlane, Executor executor) {
    this.log = log;
    this.controlPlane = controlPlane;
    this.executor = executor;
  }

  @Override
  public void wanted(URI base, String bearer, String wish) {
    Optional<LogWish> read = LogWish.parse(wish);
    if (read.isPresent() && !last.getAndSet(read.get().id()).equals(read.get().id())) {
      executor.execute(() -> send(base, bearer, read.get()));
    }
  }

  private synchronized void send(URI base, String bearer, LogWish wish) {
    LogWindow window = log.read(wish);
    Call call = new Call(base.resolve(PATH), Optional.of(bearer), body(wish, window));
    LOG.info("{} lines of the request log were asked for", window.lines().size());
    LOG.debug("sent: {}", controlPlane.get().post(call));
  }

  private static Bytes body(LogWish wish, LogWindow window) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(body)) {
      out.writeStartObject();
      out.writeStringField("id", wish.id());
      out.writeArrayFieldStart("lines");
      for (String line : window.lines()) {
        out.writeString(line);
      }
      out.writeEndArray();
      out.writeBooleanField("truncated", window.isTruncated());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Bytes.copyOf(body.toByteArray());
  }
}
