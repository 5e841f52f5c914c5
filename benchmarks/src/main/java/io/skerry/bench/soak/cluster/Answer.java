package io.skerry.bench.soak.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/// An HTTP answer.
///
/// @param status the status code
/// @param headers its headers
/// @param body the JSON it brought; a missing node when there was none
public record Answer(int status, HttpHeaders headers, JsonNode body) {

  /// Whether it is a success.
  public boolean ok() {
    return status / 100 == 2;
  }

  /// A header's first value; empty when there is none.
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /// The revision that the `ETag` names; 0 when there is none.
  public long revision() {
    String etag = header("ETag").replace("\"", "");
    return etag.isEmpty() ? 0 : Long.parseLong(etag);
  }

  /// The code of a problem document; empty for other answers.
  public String code() {
    return body.path("code").asText("");
  }

  /// The text at a JSON pointer; empty when nothing is there.
  public String text(String pointer) {
    return body.at(pointer).asText("");
  }
}
