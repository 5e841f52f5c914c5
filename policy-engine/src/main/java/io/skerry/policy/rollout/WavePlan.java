package io.skerry.policy.rollout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.WaveMembers;
import java.util.ArrayList;
import java.util.List;

/// Who is moved in which wave, as decided when a rollout starts and as shown before it.
///
/// @param digest over the names of the waves and their members, in order
/// @param waves none of them empty; no node is in two of them
public record WavePlan(Digest digest, List<Wave> waves) {

  /// Copies the list.
  public WavePlan {
    waves = List.copyOf(waves);
  }

  /// One wave.
  ///
  /// @param name of the strategy's wave
  /// @param nodes in the order in which they are moved
  public record Wave(ResourceName name, List<ResourceName> nodes) {

    /// Copies the list.
    public Wave {
      nodes = List.copyOf(nodes);
    }
  }

  /// A plan with the digest that its waves have: the SHA-256 of the canonical JSON of
  /// `[{"name":…,"nodes":[…]},…]`.
  public static WavePlan of(List<Wave> waves) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Wave wave : waves) {
      ObjectNode out = all.addObject().put("name", wave.name().value());
      ArrayNode nodes = out.putArray("nodes");
      wave.nodes().forEach(node -> nodes.add(node.value()));
    }
    return new WavePlan(CanonicalJson.bytes(all).digest(), waves);
  }

  /// How many nodes are moved in all waves together.
  public int nodes() {
    return waves.stream().mapToInt(wave -> wave.nodes().size()).sum();
  }

  /// The waves as a rollout's records of them.
  public List<WaveMembers> members(ResourceName rollout) {
    List<WaveMembers> members = new ArrayList<>();
    waves.forEach(wave -> members.add(new WaveMembers(rollout, members.size(), wave.nodes())));
    return List.copyOf(members);
  }
}
