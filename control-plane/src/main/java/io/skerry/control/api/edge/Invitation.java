package io.skerry.control.api.edge;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.model.Member;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What an enrolled node needs to know to find the store and the control plane.
@ApplicationScoped
public class Invitation {

  private final SkerryConfig config;
  private final FleetView view;
  private final Candidate replica;

  @Inject
  Invitation(SkerryConfig config, FleetView view, Candidate replica) {
    this.config = config;
    this.view = view;
    this.replica = replica;
  }

  /// The store's client URLs.
  List<String> etcdEndpoints() {
    return config.etcd().endpoints().stream().map(URI::toString).toList();
  }

  /// The REST addresses of the live replicas, this one first.
  List<String> controlPlane() {
    Stream<String> others =
        view.image().replicas().members().asMap().values().stream()
            .map(Versioned::value)
            .map(Member::address);
    return Stream.concat(Stream.of(replica.address()), others).distinct().toList();
  }

  /// How often a node is expected to report.
  Duration heartbeat() {
    return config.heartbeat();
  }
}
