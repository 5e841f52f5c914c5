package io.skerry.agent.gateway;

import io.skerry.agent.gateway.plane.Endpoint;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;

/// A WebSocket: the handshake is passed on like a request, then bytes both ways at the pace of the
/// slower side until either side closes. It stays with the snapshot that it began under. Runs on
/// one event loop.
final class Tunnel {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final String WEBSOCKET = "websocket";

  private final Exchange exchange;

  Tunnel(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Whether a request asks for one.
  static boolean isWanted(HttpServerRequest request) {
    String upgrade = request.headers().get(HttpHeaders.UPGRADE);
    return upgrade != null
        && upgrade.equalsIgnoreCase(WEBSOCKET)
        && request.version() == HttpVersion.HTTP_1_1
        && request.method().equals(HttpMethod.GET)
        && request.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE, true);
  }

  void open() {
    Optional<Endpoint> next = exchange.version().enter(exchange.loop().now(), List.of());
    if (next.isEmpty()) {
      exchange.answer(Problem.NO_UPSTREAM);
      return;
    }
    Endpoint endpoint = next.get();
    exchange.request().pause();
    endpoint
        .transport()
        .request(HttpMethod.GET, exchange.target(endpoint.basePath()))
        .onComplete(request -> connected(endpoint, request));
  }

  private void connected(Endpoint endpoint, AsyncResult<HttpClientRequest> result) {
    if (result.failed()) {
      endpoint.breaker().failed(exchange.loop().now());
      exchange.answer(Problem.UNREACHABLE);
      return;
    }
    HttpClientRequest request = result.result();
    // Broken connections show as failed futures and closed sockets.
    request.exceptionHandler(_ -> {});
    if (request.version() == HttpVersion.HTTP_2) {
      endpoint.breaker().abandoned();
      request.reset(Forwarding.HTTP2_CANCEL);
      exchange.answer(Problem.NO_WEBSOCKET);
      return;
    }
    RequestHead.copy(exchange, request);
    request.putHeader(HttpHeaders.UPGRADE, WEBSOCKET);
    request.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    request.connect().onComplete(answer -> answered(endpoint, answer));
  }

  private void answered(Endpoint endpoint, AsyncResult<HttpClientResponse> result) {
    if (result.failed()) {
      endpoint.breaker().failed(exchange.loop().now());
      exchange.answer(Problem.BROKEN);
      return;
    }
    endpoint.breaker().succeeded();
    HttpClientResponse answer = result.result();
    if (answer.statusCode() != SWITCHING_PROTOCOLS) {
      exchange.request().resume();
      new Answering(exchange, answer, Optional.empty()).start();
      return;
    }
    ResponseHead.copy(exchange, answer);
    exchange.response().putHeader(HttpHeaders.UPGRADE, WEBSOCKET);
    exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    exchange.request().toNetSocket().onComplete(client -> join(client, answer.netSocket()));
  }

  private void join(AsyncResult<NetSocket> client, NetSocket upstream) {
    if (client.failed()) {
      upstream.close();
      exchange.clientGone();
      return;
    }
    NetSocket down = client.result();
    ToClient toClient = new ToClient(upstream, down);
    Runnable farewell = toClient::sayGoodbye;
    exchange.loop().connections().upgraded(exchange.request().connection(), farewell);
    down.closeHandler(
        _ -> {
          upstream.close();
          exchange.loop().connections().parted(farewell);
          exchange.end(SWITCHING_PROTOCOLS);
        });
    upstream.closeHandler(_ -> down.close());
    down.pipeTo(upstream).onComplete(_ -> upstream.close());
    toClient.start();
  }
}
