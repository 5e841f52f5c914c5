package io.skerry.agent.gateway;

import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.schema.model.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps answers of upstreams, and gives them again.
final class CachedAnswers {

  private CachedAnswers() {}

  /// How long an answer may be kept; empty when it may not.
  static Optional<Duration> lifeOf(AnswerCache cache, HttpClientResponse answer, long length) {
    return cache.lifeOf(
        answer.statusCode(), length, name -> Optional.ofNullable(answer.getHeader(name)));
  }

  static void keep(
      AnswerCache cache,
      AnswerCache.Key key,
      HttpClientResponse answer,
      Buffer body,
      Duration life) {
    Set<String> named = HopHeaders.named(answer.headers());
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : answer.headers()) {
      if (ResponseHead.isPassedOn(header.getKey(), named)) {
        headers.add(Map.entry(header.getKey(), header.getValue()));
      }
    }
    cache.keep(key, answer.statusCode(), headers, Bytes.copyOf(body.getBytes()), life);
  }

  static void send(Exchange exchange, AnswerCache.Kept kept) {
    HttpServerResponse response = exchange.response();
    response.setStatusCode(kept.status());
    for (Map.Entry<String, String> header : kept.headers()) {
      response.headers().add(header.getKey(), header.getValue());
    }
    long age = exchange.service().shared().cache().map(cache -> cache.ageSeconds(kept)).orElse(0L);
    response.headers().set("age", String.valueOf(age));
    ResponseHead.edit(exchange);
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end().onComplete(_ -> {});
    } else {
      response.end(Buffer.buffer(kept.body().toArray())).onComplete(_ -> {});
    }
    exchange.end(kept.status());
  }
}
