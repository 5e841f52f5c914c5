package io.skerry.agent.gateway;

import io.skerry.schema.model.PolicyConfig.HeaderEdits;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The head of an answer on its way back to the client.
final class ResponseHead {

  private ResponseHead() {}

  /// Copies status and headers, then edits them.
  static void copy(Exchange exchange, HttpClientResponse answer) {
    HttpServerResponse response = exchange.response();
    response.setStatusCode(answer.statusCode());
    MultiMap to = response.headers();
    Set<String> named = HopHeaders.named(answer.headers());
    for (Map.Entry<String, String> header : answer.headers()) {
      if (isPassedOn(header.getKey(), named)) {
        to.add(header.getKey(), header.getValue());
      }
    }
    edit(exchange);
  }

  /// Applies the service's policies and says where the answer comes from.
  static void edit(Exchange exchange) {
    apply(exchange.service().policies().responseEdits(), exchange.response().headers());
    exchange.stamp();
  }

  static boolean isPassedOn(String name, Set<String> named) {
    return !HopHeaders.isHopByHop(name)
        && (named.isEmpty() || !named.contains(name.toLowerCase(Locale.ROOT)));
  }

  static void apply(HeaderEdits edits, MultiMap headers) {
    edits.remove().forEach(headers::remove);
    edits.set().forEach(headers::set);
    edits.add().forEach(headers::add);
  }
}
