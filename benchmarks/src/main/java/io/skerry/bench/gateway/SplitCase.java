package io.skerry.bench.gateway;

import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import java.util.List;

/// A service of two versions, and the share of its second one.
///
/// @param percent of the second version, 1 to 99
/// @param sticky whether a user stays with his version; else each request is drawn anew
record SplitCase(int percent, boolean sticky) {

  static final List<SplitCase> ALL =
      List.of(
          new SplitCase(5, false),
          new SplitCase(15, false),
          new SplitCase(5, true),
          new SplitCase(15, true));

  String service() {
    return (sticky ? "sticky" : "weights") + percent;
  }

  String path() {
    return "/default/" + service() + "/";
  }

  /// The service, both of whose versions have this upstream.
  Bytes document(String upstream) {
    return canonical(
        "{\"generation\":1,\"name\":\"%s\",\"versions\":{\"v1\":{\"upstreams\":[\"%s\"]},\"v2\":{\"upstreams\":[\"%s\"]}}}"
            .formatted(service(), upstream, upstream));
  }

  Bytes split() {
    String rules =
        sticky
            ? "[{\"match\":{\"hash\":{\"of\":\"header:x-user-id\",\"percent\":%d}},\"to\":\"v2\"}]"
                .formatted(percent)
            : "[]";
    String weights =
        sticky ? "{\"v1\":1}" : "{\"v1\":%d,\"v2\":%d}".formatted(100 - percent, percent);
    return canonical(
        "{\"name\":\"%s\",\"generation\":1,\"service\":\"%s\",\"rules\":%s,\"weights\":%s}"
            .formatted(service(), service(), rules, weights));
  }

  private static Bytes canonical(String json) {
    return CanonicalJson.bytes(CanonicalJson.parse(Bytes.utf8(json)).orThrow());
  }
}
