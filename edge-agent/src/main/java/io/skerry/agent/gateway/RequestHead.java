package io.skerry.agent.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import java.util.Set;

/// The head of a request on its way to an upstream. The client's host is kept; who asked, how and
/// through whom is added (RFC 7239, RFC 9110 7.6.3).
final class RequestHead {

  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String FORWARDED_PROTO = "x-forwarded-proto";
  private static final String FORWARDED_HOST = "x-forwarded-host";
  private static final String TE = "te";
  private static final String TRAILERS = "trailers";
  private static final String FORWARDED = "forwarded";

  private RequestHead() {}

  static void copy(Exchange exchange, HttpClientRequest to) {
    HttpServerRequest request = exchange.request();
    MultiMap headers = to.headers();
    Set<String> named = HopHeaders.named(request.headers());
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey();
      if (ResponseHead.isPassedOn(name, named) && name.charAt(0) != ':' && !isOwn(name)) {
        headers.add(name, header.getValue());
      }
    }
    String host = authority(request);
    if (to.version() == HttpVersion.HTTP_2) {
      forHttp2(request, to, host);
    } else if (!host.isEmpty()) {
      headers.set(HttpHeaders.HOST, host);
    }
    addOrigin(exchange, headers, host);
    ResponseHead.apply(exchange.service().policies().requestEdits(), headers);
    exchange.markedOn(headers.contains(Exchange.MARKER));
  }

  /// The host is not a header there, and whoever asks for trailers is to get them (gRPC insists).
  private static void forHttp2(HttpServerRequest from, HttpClientRequest to, String host) {
    to.headers().remove(HttpHeaders.HOST);
    HostAndPort authority = host.isEmpty() ? null : HostAndPort.parseAuthority(host, -1);
    if (authority != null) {
      to.authority(authority);
    }
    if (TRAILERS.equalsIgnoreCase(from.headers().get(TE))) {
      to.headers().set(TE, TRAILERS);
    }
  }

  /// Whether the request went through this node before.
  static boolean isLoop(Exchange exchange) {
    String via = exchange.request().headers().get("via");
    return via != null && via.contains(" " + exchange.loop().pseudonym());
  }

  private static boolean isOwn(String name) {
    return name.equalsIgnoreCase(Exchange.DEBUG);
  }

  private static String authority(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return request.authority() == null ? "" : request.authority().toString();
    }
    String host = request.headers().get(HttpHeaders.HOST);
    return host == null ? "" : host;
  }

  private static void addOrigin(Exchange exchange, MultiMap headers, String host) {
    String client = exchange.facts().client();
    String scheme = exchange.request().isSSL() ? "https" : "http";
    String quoted = client.indexOf(':') >= 0 ? "\"[" + client + "]\"" : client;
    append(headers, FORWARDED_FOR, client);
    headers.set(FORWARDED_PROTO, scheme);
    if (!host.isEmpty()) {
      headers.set(FORWARDED_HOST, host);
    }
    append(
        headers,
        FORWARDED,
        "for=" + quoted + ";proto=" + scheme + (host.isEmpty() ? "" : ";host=\"" + host + "\""));
    String received =
        switch (exchange.request().version()) {
          case HTTP_1_0 -> "1.0 ";
          case HTTP_1_1 -> "1.1 ";
          case HTTP_2 -> "2 ";
        };
    append(headers, "via", received + exchange.loop().pseudonym());
  }

  private static void append(MultiMap headers, String name, String value) {
    String before = headers.contains(name) ? String.join(", ", headers.getAll(name)) : "";
    headers.set(name, before.isEmpty() ? value : before + ", " + value);
  }
}
