package io.skerry.agent.gateway;

import io.skerry.agent.gateway.plane.RecordedRequest;
import io.skerry.agent.gateway.route.RequestFacts;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request as Vert.x has it, whose target and host were checked.
///
/// @param request the request
/// @param host lower case, without port
/// @param path raw
/// @param query raw
record HttpFacts(HttpServerRequest request, String host, String path, String query)
    implements RequestFacts {

  /// A copy that outlives the request.
  RequestFacts recorded() {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return RecordedRequest.of(this, headers);
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.headers().get(name));
  }

  @Override
  public String client() {
    SocketAddress address = request.remoteAddress();
    return address == null || address.hostAddress() == null ? "" : address.hostAddress();
  }
}
