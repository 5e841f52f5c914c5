package io.skerry.control.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a node says when it enrols.
///
/// @param tokenId the public half of its join token
/// @param tokenSecret the secret half
/// @param node who it says it is
/// @param agentVersion the agent's release
record EnrolRequest(
    ResourceName tokenId, String tokenSecret, ResourceName node, String agentVersion) {

  private static final Set<String> FIELDS = Set.of("token", "node", "agentVersion");
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{16}\\.[0-9a-f]{40}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+_-]{1,63}");

  static Outcome<EnrolRequest> read(Bytes body) {
    return Outcome.of(CanonicalJson.parse(body), ProblemCode.MALFORMED).then(EnrolRequest::read);
  }

  private static Outcome<EnrolRequest> read(JsonNode tree) {
    List<FieldError> errors = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                errors.add(new FieldError(field, "is not known: send token, node, agentVersion"));
              }
            });
    String token = tree.path("token").asText();
    String node = tree.path("node").asText();
    String version = tree.path("agentVersion").asText();
    if (!TOKEN.matcher(token).matches()) {
      errors.add(new FieldError("token", "must be the token that join-token answered"));
    }
    if (!ResourceName.isValid(node)) {
      errors.add(new FieldError("node", "must be the node's name: " + ResourceName.SYNTAX));
    }
    if (!VERSION.matcher(version).matches()) {
      errors.add(new FieldError("agentVersion", "must be a version such as 0.1.0"));
    }
    return errors.isEmpty()
        ? Outcome.done(of(token, new ResourceName(node), version))
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }

  private static EnrolRequest of(String token, ResourceName node, String version) {
    int dot = token.indexOf('.');
    return new EnrolRequest(
        new ResourceName(token.substring(0, dot)), token.substring(dot + 1), node, version);
  }
}
