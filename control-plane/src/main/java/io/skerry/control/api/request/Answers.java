package io.skerry.control.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/// Writes answers as JSON, or as YAML for callers who prefer it.
public final class Answers {

  /// What endpoints declare to produce.
  public static final String YAML = "application/yaml";

  private static final MediaType YAML_TYPE = new MediaType("application", "yaml");

  private Answers() {}

  /// An answer with a document as its body, in the caller's preferred format.
  public static Response.ResponseBuilder document(int status, JsonNode body, HttpHeaders headers) {
    boolean yaml = prefersYaml(headers);
    String text = yaml ? YamlText.of(body) : body.toString();
    return Response.status(status)
        .type(yaml ? YAML_TYPE : MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .entity(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean prefersYaml(HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (accepted.getSubtype().endsWith("yaml")) {
        return true;
      }
    }
    return false;
  }
}
