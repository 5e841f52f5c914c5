package io.skerry.agent.enrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.observe.ControlPlane.Call;
import io.skerry.agent.observe.ControlPlane.Reply;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Trades a join token for an identity.
///
/// @param node that enrols
/// @param agentVersion of this program
/// @param controlPlane to enrol with
public record Enrolment(ResourceName node, String agentVersion, ControlPlane controlPlane) {

  private static final String PATH = "/edge/v1/enrol";

  /// What became of one try.
  public sealed interface Attempt {

    /// The node has an identity, which must be stored now: the token is used up.
    ///
    /// @param answer as it came
    record Enrolled(Bytes answer, Identity identity) implements Attempt {}

    /// The token is wrong, used or expired, or made for another node.
    record TokenRefused(String reason) implements Attempt {}

    /// There was no usable answer. The token may be used up.
    record Failed(String reason) implements Attempt {}
  }

  /// Tries once.
  public Attempt attempt(URI url, String token) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("token", token)
            .put("node", node.value())
            .put("agentVersion", agentVersion)
            .toString();
    return switch (controlPlane.post(
        new Call(url.resolve(PATH), Optional.empty(), Bytes.utf8(body)))) {
      case Reply.Silence(String reason) -> new Attempt.Failed(url + ": " + reason);
      case Reply.Answer answer -> judge(url, answer);
    };
  }

  private Attempt judge(URI url, Reply.Answer answer) {
    if (answer.status() == 401 || answer.status() == 403) {
      return new Attempt.TokenRefused(
          url + " refused the join token: it is wrong, used, expired or for another node");
    }
    if (answer.status() != 200) {
      return new Attempt.Failed(url + " answered " + answer.status());
    }
    return switch (Identity.read(answer.body())) {
      case Decoded.Ok<Identity>(Identity identity) ->
          identity.node().equals(node)
              ? new Attempt.Enrolled(answer.body(), identity)
              : new Attempt.Failed(url + " enrolled " + identity.node() + " instead of " + node);
      case Decoded.Malformed<Identity>(List<FieldError> errors) ->
          new Attempt.Failed(
              url
                  + " answered what cannot be read: "
                  + errors.getFirst().field()
                  + " "
                  + errors.getFirst().message());
    };
  }
}
