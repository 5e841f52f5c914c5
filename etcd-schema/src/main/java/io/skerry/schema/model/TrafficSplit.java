package io.skerry.schema.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the requests of a service divide between its versions: the first matching rule decides, else
/// the weights.
///
/// @param metadata tenant-scoped
/// @param spec what was declared
public record TrafficSplit(Metadata metadata, Spec spec) implements Resource {

  /// @param service the service, declared in the same tenant
  /// @param rules tried in order
  /// @param weights relative weight per version, each 0 or more, their sum positive
  /// @param strategy how a change moves through the fleet, the tenant's default when absent
  public record Spec(
      ResourceName service,
      List<Rule> rules,
      Map<ResourceName, Integer> weights,
      Optional<ResourceName> strategy) {

    /// Copies the collections.
    public Spec {
      rules = List.copyOf(rules);
      weights = Map.copyOf(weights);
    }
  }

  /// @param match which requests
  /// @param to the version they go to
  public record Rule(Match match, ResourceName to) {}

  /// Which requests a rule takes.
  public sealed interface Match {

    /// @param name the header, matched without case
    /// @param regex RE2 syntax, must match the whole value
    record Header(String name, String regex) implements Match {}

    /// A sticky share: the same subject always falls on the same side, on every node.
    ///
    /// @param of what is hashed: `header:NAME`, `cookie:NAME`, `query:NAME` or `client`
    /// @param percent 0 to 100
    record Hash(String of, double percent) implements Match {}
  }
}
