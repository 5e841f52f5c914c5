package io.skerry.schema.model;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that edge nodes serve, in one or more versions.
///
/// @param metadata tenant-scoped
/// @param spec what was declared
public record Service(Metadata metadata, Spec spec) implements Resource {

  /// The same service with other versions.
  public Service withVersions(Map<ResourceName, Version> versions) {
    return new Service(
        metadata, new Spec(spec.placement(), versions, spec.delivery(), spec.strategy()));
  }

  /// @param placement the nodes that serve it
  /// @param versions by name, at least one
  /// @param delivery how its requests are found and treated
  /// @param strategy how a change moves through the fleet, the tenant's default when absent
  public record Spec(
      Placement placement,
      Map<ResourceName, Version> versions,
      Delivery delivery,
      Optional<ResourceName> strategy) {

    /// Copies the map.
    public Spec {
      versions = Map.copyOf(versions);
    }
  }

  /// What answers the requests of one version.
  public sealed interface Version {

    /// @param upstreams absolute `http` or `https` addresses, at least one
    /// @param protocol what they speak
    record Upstreams(List<URI> upstreams, Protocol protocol) implements Version {
      /// Copies the list.
      public Upstreams {
        upstreams = List.copyOf(upstreams);
      }

      /// Of HTTP/1.1.
      public Upstreams(List<URI> upstreams) {
        this(upstreams, Protocol.HTTP1);
      }
    }

    /// What a node speaks to upstreams.
    enum Protocol {
      /// HTTP/1.1.
      HTTP1,
      /// HTTP/2: with `http` at once, with `https` by negotiation.
      HTTP2
    }

    /// @param module `name@version` of an artifact that runs on the node
    record Module(String module) implements Version {}
  }
}
