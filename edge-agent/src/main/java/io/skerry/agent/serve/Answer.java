package io.skerry.agent.serve;

import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Bytes;

/// What the local API answers to one request.
///
/// @param status of HTTP
/// @param mediaType of the body
/// @param body the whole body
/// @param view the one view that everything in the answer was taken from
record Answer(int status, String mediaType, Bytes body, ConfigView view) {

  static Answer ok(ConfigView view, Json.Fields fields) {
    return new Answer(200, "application/json", Json.object(fields), view);
  }

  /// What the reader has is what is served.
  static Answer notModified(ConfigView view) {
    return new Answer(304, "application/json", Bytes.utf8(""), view);
  }

  static Answer problem(int status, String code, String detail, ConfigView view) {
    return new Answer(
        status,
        "application/problem+json",
        Json.object(
            out -> {
              out.writeStringField("type", "https://skerry.io/problems/" + code);
              out.writeNumberField("status", status);
              out.writeStringField("code", code);
              out.writeStringField("detail", detail);
            }),
        view);
  }
}
