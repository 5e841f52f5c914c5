package io.skerry.agent.gateway;

import io.skerry.agent.gateway.filter.AnswerCache;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;

/// Passes the answer of an upstream on to the client. Short bodies go in one piece; long ones and
/// those of unknown length are streamed at the pace of the slower side. An answer that breaks off
/// is broken off for the client, too, and never looks complete. Runs on one event loop.
final class Answering {

  private static final long IN_ONE_PIECE = 32 * 1024;
  private static final long HTTP2_INTERNAL_ERROR = 2;
  private static final long UNKNOWN = -1;

  private final Exchange exchange;
  private final HttpClientResponse answer;
  private final Optional<AnswerCache.Key> key;
  private final HttpServerResponse response;

  Answering(Exchange exchange, HttpClientResponse answer, Optional<AnswerCache.Key> key) {
    this.exchange = exchange;
    this.answer = answer;
    this.key = key;
    this.response = exchange.response();
  }

  void start() {
    response.closeHandler(_ -> clientGone());
    ResponseHead.copy(exchange, answer);
    if (isBodiless()) {
      response.end().onComplete(_ -> {});
      exchange.end(answer.statusCode());
      return;
    }
    long length = length();
    Optional<Duration> life = life(length);
    if (life.isPresent() || (length >= 0 && length <= IN_ONE_PIECE)) {
      answer.body().onComplete(body -> whole(body, life));
    } else {
      stream(length);
    }
  }

  private boolean isBodiless() {
    return exchange.request().method().equals(HttpMethod.HEAD)
        || answer.statusCode() == 204
        || answer.statusCode() == 304;
  }

  private long length() {
    String text = answer.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return text == null ? UNKNOWN : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private Optional<Duration> life(long length) {
    return key.isEmpty()
        ? Optional.empty()
        : exchange
            .service()
            .shared()
            .cache()
            .flatMap(cache -> CachedAnswers.lifeOf(cache, answer, length));
  }

  private void whole(AsyncResult<Buffer> body, Optional<Duration> life) {
    if (body.failed()) {
      breakOff();
      return;
    }
    if (life.isPresent() && key.isPresent()) {
      exchange
          .service()
          .shared()
          .cache()
          .ifPresent(
              cache -> CachedAnswers.keep(cache, key.get(), answer, body.result(), life.get()));
    }
    addTrailers();
    if (!response.ended() && !response.closed()) {
      response.end(body.result()).onComplete(_ -> {});
    }
    exchange.end(answer.statusCode());
  }

  private void stream(long length) {
    // HTTP/2 frames bodies itself; HTTP/1.0 ends them with the connection.
    if (length == UNKNOWN && exchange.request().version() == HttpVersion.HTTP_1_1) {
      response.setChunked(true);
    }
    answer
        .pipe()
        .endOnSuccess(false)
        .endOnFailure(false)
        .to(response)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                finish();
              } else {
                breakOff();
              }
            });
  }

  private void finish() {
    addTrailers();
    if (!response.ended() && !response.closed()) {
      response.end().onComplete(_ -> {});
    }
    exchange.end(answer.statusCode());
  }

  private void addTrailers() {
    if (!answer.trailers().isEmpty()) {
      response.trailers().addAll(answer.trailers());
    }
  }

  /// The head said 200 and the body did not come: only a broken connection tells the client.
  private void breakOff() {
    if (response.headWritten() || exchange.request().version() == HttpVersion.HTTP_2) {
      response.reset(HTTP2_INTERNAL_ERROR);
      exchange.end(Problem.BROKEN.status());
    } else {
      response.headers().clear();
      exchange.answer(Problem.BROKEN);
    }
  }

  private void clientGone() {
    answer.request().reset(Forwarding.HTTP2_CANCEL);
    exchange.clientGone();
  }
}
