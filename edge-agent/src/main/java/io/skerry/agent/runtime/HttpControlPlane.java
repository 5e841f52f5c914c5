package io.skerry.agent.runtime;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Calls over HTTP/1.1 with the JDK's old client: it keeps connections alive like the new one, but
/// starts no threads and loads no TLS before an https URL, which is a fifth of a small agent's
/// memory. Every call ends within its deadline, whatever the other side does, and is sent at most
/// once.
public final class HttpControlPlane implements ControlPlane {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;
  private static final String SPREAD = "Skerry-Report-Spread";
  private static final String LOGS_WANTED = "Skerry-Logs-Wanted";
  private static final String ABILITIES_WANTED = "Skerry-Abilities-Wanted";
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

  private final Executor executor;

  /// @param executor runs one task for each call
  public HttpControlPlane(Executor executor) {
    this.executor = executor;
  }

  @Override
  public Reply post(Call call) {
    AtomicReference<HttpURLConnection> open = new AtomicReference<>();
    FutureTask<Reply> exchange = new FutureTask<>(() -> exchange(call, open));
    executor.execute(exchange);
    try {
      return exchange.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abort(open);
      return new Reply.Silence("no answer within " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Reply.Silence(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort(open);
      return new Reply.Silence("interrupted");
    }
  }

  @Override
  public void close() {
    // Idle connections belong to the platform, which closes them after a few seconds.
  }

  private static void abort(AtomicReference<HttpURLConnection> open) {
    Optional.ofNullable(open.get()).ifPresent(HttpURLConnection::disconnect);
  }

  private static Reply exchange(Call call, AtomicReference<HttpURLConnection> open)
      throws IOException {
    URLConnection opened = call.url().toURL().openConnection();
    if (!(opened instanceof HttpURLConnection connection)) {
      return new Reply.Silence("not an http or https URL");
    }
    open.set(connection);
    send(call, connection);
    try {
      return read(connection);
    } catch (HttpRetryException refused) {
      // How this client says 401 to a body that it may not send twice.
      return new Reply.Answer(refused.responseCode(), Bytes.utf8(""), Optional.empty());
    }
  }

  private static void send(Call call, HttpURLConnection connection) throws IOException {
    byte[] body = call.body().toArray();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    // Without a fixed length the client would repeat a POST on a broken connection: a join token is
    // used up
    // by the first.
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Accept", "application/json");
    if (call.encoding() == Encoding.GZIP) {
      connection.setRequestProperty("Content-Encoding", "gzip");
    }
    call.bearer()
        .ifPresent(bearer -> connection.setRequestProperty("Authorization", "Bearer " + bearer));
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private static Reply read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        Optional.ofNullable(connection.getErrorStream()).orElseGet(InputStream::nullInputStream)) {
      byte[] content = status < 400 ? whole(connection.getInputStream()) : whole(body);
      return content.length > MAX_BODY
          ? new Reply.Silence("an answer longer than " + MAX_BODY + " bytes")
          : new Reply.Answer(
              status,
              Bytes.copyOf(content),
              count(connection, "Retry-After").map(Duration::ofSeconds),
              count(connection, SPREAD).map(Duration::ofMillis),
              date(connection),
              Optional.ofNullable(connection.getHeaderField(LOGS_WANTED)),
              Optional.ofNullable(connection.getHeaderField(ABILITIES_WANTED)));
    }
  }

  private static Optional<Instant> date(HttpURLConnection connection) {
    return Optional.of(connection.getDate()).filter(ms -> ms > 0).map(Instant::ofEpochMilli);
  }

  private static byte[] whole(InputStream body) throws IOException {
    try (body) {
      return body.readNBytes(MAX_BODY + 1);
    }
  }

  private static Optional<Long> count(HttpURLConnection connection, String header) {
    return Optional.ofNullable(connection.getHeaderField(header))
        .filter(text -> COUNT.matcher(text).matches())
        .map(Long::parseLong);
  }
}
