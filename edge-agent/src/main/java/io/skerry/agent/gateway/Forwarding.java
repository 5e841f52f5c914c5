package io.skerry.agent.gateway;

import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.agent.gateway.plane.Endpoint;
import io.skerry.agent.gateway.plane.Upstreams;
import io.skerry.agent.traffic.Event;
import io.skerry.schema.model.Delivery.Retries;
import io.skerry.schema.model.Delivery.RetryOn;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sends one request to an upstream, and again to another when that is safe and the budget allows,
/// until the head of an answer is there or the time is up. Every try enters one breaker and tells
/// it exactly once how it ended. Runs on one event loop.
final class Forwarding {

  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

  private static final Set<HttpMethod> USUALLY_WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

  /// Over HTTP/1.1 the connection is closed instead.
  static final long HTTP2_CANCEL = 8;

  private static final long LONGEST_PAUSE = 25;

  private final Exchange exchange;
  private final Optional<AnswerCache.Key> key;
  private final Upstreams upstreams;
  private final Retries retries;
  private final boolean hasBody;
  private final List<Endpoint> tried = new ArrayList<>(2);
  private @Nullable Endpoint entered;
  private @Nullable HttpClientRequest sent;
  private boolean bodyBegun;
  private boolean decided;
  private int tries;
  private long timer;

  Forwarding(Exchange exchange, Optional<AnswerCache.Key> key) {
    this.exchange = exchange;
    this.key = key;
    this.upstreams = exchange.version();
    this.retries = exchange.service().delivery().retries();
    this.hasBody = hasBody(exchange.request());
  }

  void start() {
    if (RequestHead.isLoop(exchange)) {
      exchange.answer(Problem.LOOP);
      return;
    }
    exchange.service().shared().budget().earn();
    if (hasBody) {
      exchange.request().pause();
    }
    exchange.response().closeHandler(_ -> clientGone());
    timer =
        exchange
            .loop()
            .vertx()
            .setTimer(
                Math.max(1, exchange.service().delivery().timeout().toMillis()), _ -> timedOut());
    attempt();
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    return request.version() == HttpVersion.HTTP_2
        ? !USUALLY_WITHOUT_BODY.contains(request.method())
        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private void attempt() {
    if (decided) {
      return;
    }
    tries++;
    Optional<Endpoint> next = upstreams.enter(exchange.loop().now(), tried);
    if (next.isEmpty()) {
      decide();
      exchange.answer(Problem.NO_UPSTREAM);
      return;
    }
    Endpoint endpoint = next.get();
    entered = endpoint;
    tried.add(endpoint);
    endpoint
        .transport()
        .request(exchange.request().method(), exchange.target(endpoint.basePath()))
        .onComplete(result -> connected(endpoint, result));
  }

  private void connected(Endpoint endpoint, AsyncResult<HttpClientRequest> result) {
    if (decided) {
      if (result.succeeded()) {
        result.result().exceptionHandler(_ -> {}).reset(HTTP2_CANCEL);
      }
      return;
    }
    if (result.failed()) {
      left(endpoint, Ending.FAILED);
      exchange.count(Event.UPSTREAM_UNREACHABLE);
      // Nothing was sent, so any request may be sent again.
      if (mayRetry(RetryOn.CONNECT)) {
        retryLater();
      } else {
        decide();
        exchange.answer(Problem.UNREACHABLE);
      }
      return;
    }
    send(endpoint, result.result());
  }

  private void send(Endpoint endpoint, HttpClientRequest request) {
    sent = request;
    // A broken connection shows as a failed answer.
    request.exceptionHandler(_ -> {});
    RequestHead.copy(exchange, request);
    request.response().onComplete(answer -> answered(endpoint, answer));
    if (!hasBody) {
      request.end().onComplete(_ -> {});
      return;
    }
    bodyBegun = true;
    if (!request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      request.setChunked(true);
    }
    if (request.version() == HttpVersion.HTTP_2) {
      // Both may wait for the other to say something first.
      request.sendHead().onComplete(_ -> {});
    }
    // An upstream may answer before it has read the body: then the answer decides, not the pipe.
    exchange.bodyIsPassedOn();
    exchange.request().pipe().endOnFailure(false).to(request).onFailure(_ -> bodyBrokeOff(request));
  }

  /// The upstream waits for the rest of the body, and would take the next request for it: what it
  /// answered already can be used, its connection cannot.
  private void bodyBrokeOff(HttpClientRequest request) {
    if (decided && request.version() != HttpVersion.HTTP_2) {
      var _ = request.connection().close();
    } else {
      request.reset(HTTP2_CANCEL);
    }
  }

  private void answered(Endpoint endpoint, AsyncResult<HttpClientResponse> result) {
    if (decided) {
      return;
    }
    if (result.failed()) {
      left(endpoint, Ending.FAILED);
      if (isRepeatable() && mayRetry(RetryOn.RESET)) {
        retryLater();
      } else {
        decide();
        exchange.answer(Problem.BROKEN);
      }
      return;
    }
    HttpClientResponse answer = result.result();
    boolean unavailable = answer.statusCode() >= 502 && answer.statusCode() <= 504;
    left(endpoint, unavailable ? Ending.FAILED : Ending.SUCCEEDED);
    if (unavailable && isRepeatable() && mayRetry(RetryOn.UNAVAILABLE)) {
      retryLater();
      return;
    }
    decide();
    new Answering(exchange, answer, key).start();
  }

  private boolean isRepeatable() {
    return !bodyBegun && IDEMPOTENT.contains(exchange.request().method());
  }

  private boolean mayRetry(RetryOn reason) {
    if (tries > retries.attempts() || !retries.on().contains(reason)) {
      return false;
    }
    boolean affordable = exchange.service().shared().budget().trySpend();
    exchange.count(affordable ? Event.RETRIED : Event.RETRY_REFUSED);
    return affordable;
  }

  private void retryLater() {
    sent = null;
    long pause = new Jitter(exchange.loop().random()).upTo(LONGEST_PAUSE * tries);
    exchange.loop().vertx().setTimer(pause, _ -> attempt());
  }

  private void timedOut() {
    if (!decided) {
      Endpoint endpoint = entered;
      abandon(Ending.FAILED, endpoint);
      exchange.answer(Problem.TIMEOUT);
    }
  }

  private void clientGone() {
    if (!decided) {
      abandon(Ending.ABANDONED, entered);
    }
    exchange.clientGone();
  }

  private void abandon(Ending ending, @Nullable Endpoint endpoint) {
    decide();
    if (endpoint != null) {
      left(endpoint, ending);
    }
    HttpClientRequest request = sent;
    if (request != null) {
      request.reset(HTTP2_CANCEL);
    }
  }

  private void decide() {
    decided = true;
    exchange.loop().vertx().cancelTimer(timer);
  }

  private enum Ending {
    SUCCEEDED,
    FAILED,
    ABANDONED
  }

  private void left(Endpoint endpoint, Ending ending) {
    entered = null;
    switch (ending) {
      case SUCCEEDED -> endpoint.breaker().succeeded();
      case FAILED -> {
        if (endpoint.breaker().failed(exchange.loop().now())) {
          exchange.count(Event.BREAKER_OPENED);
        }
      }
      case ABANDONED -> endpoint.breaker().abandoned();
    }
  }
}
