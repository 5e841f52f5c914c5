package io.skerry.schema.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a node can run, in its own words: it refuses a snapshot that asks for more. What it leaves
/// out is not known, and nothing follows from it. Names that a reader does not know belong to
/// another release; they are kept and mean nothing here.
///
/// @param formats `apiVersion`s of manifests
/// @param policyTypes of the policies that it acts on
/// @param features parts of services that not every node has, see [Feature]
/// @param limits the most that it takes of something, see [Limit]
public record Abilities(
    Optional<Set<String>> formats,
    Optional<Set<String>> policyTypes,
    Optional<Set<String>> features,
    Map<String, Long> limits) {

  /// Nothing is known.
  public static final Abilities UNKNOWN =
      new Abilities(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /// Copies the collections.
  public Abilities {
    formats = formats.map(Set::copyOf);
    policyTypes = policyTypes.map(Set::copyOf);
    features = features.map(Set::copyOf);
    limits = Map.copyOf(limits);
  }

  /// The most that the node takes; empty when it does not say.
  public Optional<Long> most(Limit limit) {
    return Optional.ofNullable(limits.get(limit.wireName()));
  }

  /// The same for a node that acts on services itself.
  public Abilities with(Set<String> types, Set<String> parts) {
    return new Abilities(formats, Optional.of(types), Optional.of(parts), limits);
  }

  /// What a service may ask for beside what every node that serves requests can do. Whatever a
  /// later release adds to services gets a name here.
  public enum Feature {
    /// Upstreams that speak HTTP/2.
    HTTP2("http2"),
    /// Versions that are modules.
    MODULE("module");

    private final String wireName;

    Feature(String wireName) {
      this.wireName = wireName;
    }

    /// The name in `features`.
    public String wireName() {
      return wireName;
    }
  }

  /// What there can be too much of.
  public enum Limit {
    /// Entries of a snapshot.
    ENTRIES("entries"),
    /// Bytes of one entry's content.
    BLOB_BYTES("blobBytes");

    private final String wireName;

    Limit(String wireName) {
      this.wireName = wireName;
    }

    /// The name in `limits`.
    public String wireName() {
      return wireName;
    }
  }
}
