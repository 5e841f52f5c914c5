package io.skerry.policy.ability;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.JsonDocument;
import java.util.List;
import java.util.Optional;

/// What a snapshot says about one service, as it stands there.
///
/// @param service its content; absent when a node has policies for it only
/// @param splits contents ordered by name
/// @param policies in any order
public record ServiceParts(
    Optional<JsonDocument> service, List<JsonDocument> splits, List<PolicyPart> policies) {

  /// Copies the lists.
  public ServiceParts {
    splits = List.copyOf(splits);
    policies = List.copyOf(policies);
  }

  /// @param name of the policy
  /// @param type such as `rateLimit`
  /// @param priority the greater wins
  /// @param config an object
  public record PolicyPart(String name, String type, int priority, JsonNode config) {}
}
