package io.skerry.agent.runtime;

import io.skerry.agent.observe.ControlPlane;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Calls over HTTP/1.1 with the JDK's client. Every call ends within its deadline, whatever the
/// other side does.
public final class HttpControlPlane implements ControlPlane {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final HttpClient client;

  /// @param executor runs the client's own tasks
  public HttpControlPlane(Executor executor) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor)
            .build();
  }

  @Override
  public Reply post(Call call) {
    CompletableFuture<HttpResponse<InputStream>> pending =
        client.sendAsync(request(call), HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<Reply> reply = pending.thenApplyAsync(HttpControlPlane::read, executor());
    try {
      return reply.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      return new Reply.Silence("no answer within " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Reply.Silence(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pending.cancel(true);
      return new Reply.Silence("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Executor executor() {
    return client.executor().orElse(Runnable::run);
  }

  private static HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url())
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(call.body().toArray()));
    call.bearer().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request.build();
  }

  private static Reply read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] content = body.readNBytes(MAX_BODY + 1);
      return content.length > MAX_BODY
          ? new Reply.Silence("an answer longer than " + MAX_BODY + " bytes")
          : new Reply.Answer(response.statusCode(), Bytes.copyOf(content), retryAfter(response));
    } catch (IOException e) {
      return new Reply.Silence(String.valueOf(e));
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
