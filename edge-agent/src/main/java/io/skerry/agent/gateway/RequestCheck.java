package io.skerry.agent.gateway;

import io.skerry.schema.codec.Decoded;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Refuses requests that two programs could understand differently: what is let through means the
/// same to this node and to any upstream (RFC 9110, 9112, 9113).
final class RequestCheck {

  private static final String FORBIDDEN_IN_TARGET = "\"<>\\^`{|}#";

  private RequestCheck() {}

  /// The request's parts, or what is wrong with it.
  static Decoded<HttpFacts> check(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
      return Decoded.malformed("method", "is not served here");
    }
    return headers(request)
        .then(_ -> hostHeader(request))
        .then(authority -> target(request, authority));
  }

  private static Decoded<MultiMap> headers(HttpServerRequest request) {
    MultiMap headers = request.headers();
    for (Map.Entry<String, String> header : headers) {
      if (!isToken(header.getKey()) || hasControl(header.getValue())) {
        return Decoded.malformed("header", "contains a character that headers cannot have");
      }
    }
    boolean framedTwice =
        headers.contains(HttpHeaders.TRANSFER_ENCODING)
            && headers.contains(HttpHeaders.CONTENT_LENGTH);
    if (framedTwice || headers.getAll(HttpHeaders.CONTENT_LENGTH).size() > 1) {
      return Decoded.malformed("content-length", "must be one and the only framing");
    }
    String encoding = headers.get(HttpHeaders.TRANSFER_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
      return Decoded.malformed("transfer-encoding", "must be chunked");
    }
    return new Decoded.Ok<>(headers);
  }

  /// Pseudo-headers of HTTP/2 begin with a colon; the codec lets no others through.
  private static boolean isToken(String name) {
    for (int i = name.startsWith(":") ? 1 : 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
      if (!plain && (c < '0' || c > '9') && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static Decoded<String> hostHeader(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return authority(request.authority() == null ? "" : request.authority().toString());
    }
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1)) {
      return Decoded.malformed("host", "must be there once");
    }
    return authority(hosts.isEmpty() ? "" : hosts.getFirst());
  }

  private static Decoded<String> authority(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':');
      if ((!fine && "[]_~".indexOf(c) < 0) || c == '/') {
        return Decoded.malformed("host", "is not a host with an optional port");
      }
    }
    return new Decoded.Ok<>(text);
  }

  private static Decoded<HttpFacts> target(HttpServerRequest request, String authority) {
    String uri = request.uri();
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 0x7f || FORBIDDEN_IN_TARGET.indexOf(c) >= 0) {
        return Decoded.malformed("target", "contains what must be percent-encoded");
      }
    }
    if (uri.startsWith("/")) {
      return parts(request, authority, uri);
    }
    int authorityAt = uri.indexOf("://");
    if (!uri.regionMatches(true, 0, "http", 0, 4) || authorityAt < 0) {
      return Decoded.malformed("target", "must be a path or an absolute address");
    }
    int slash = uri.indexOf('/', authorityAt + 3);
    String own = uri.substring(authorityAt + 3, slash < 0 ? uri.length() : slash);
    // The absolute form goes before the header (RFC 9112, 3.2.2).
    return authority(own).then(it -> parts(request, it, slash < 0 ? "/" : uri.substring(slash)));
  }

  private static Decoded<HttpFacts> parts(
      HttpServerRequest request, String authority, String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (isAmbiguous(path)) {
      return Decoded.malformed(
          "path",
          "has . or .. segments, or an escape that is malformed or hides a control character");
    }
    return new Decoded.Ok<>(
        new HttpFacts(
            request, hostOf(authority), path, mark < 0 ? "" : target.substring(mark + 1)));
  }

  /// The host in lower case, without the port.
  private static String hostOf(String authority) {
    int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    String host = end <= 0 ? authority : authority.substring(0, end);
    return host.toLowerCase(Locale.ROOT);
  }

  /// Whether an upstream could take the path for another one than this node does.
  private static boolean isAmbiguous(String path) {
    if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
      return false;
    }
    StringBuilder plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        int code = i + 2 < path.length() ? escaped(path, i) : -1;
        if (code < ' ' || code == 0x7f) {
          return true;
        }
        // Only what matters below is decoded; an encoded slash stays one.
        plain.append(code == '.' ? '.' : code == '\\' ? '/' : 'x');
        i += 2;
      } else {
        plain.append(c);
      }
    }
    String decoded = plain.append('/').toString();
    return decoded.contains("/./") || decoded.contains("/../");
  }

  private static int escaped(String path, int at) {
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
