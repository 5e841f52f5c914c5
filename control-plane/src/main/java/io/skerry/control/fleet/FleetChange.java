package io.skerry.control.fleet;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.WaveMembers;
import java.util.Optional;

/// One difference between two images. `before` is empty when something appeared, `after` when it
/// disappeared; never are both empty.
public sealed interface FleetChange {

  /// The store's revision that made the change.
  Revision revision();

  /// A declared resource, nodes included.
  record OfResource(
      ResourceId id,
      Optional<Versioned<Resource>> before,
      Optional<Versioned<Resource>> after,
      Revision revision)
      implements FleetChange {}

  /// What a node must run.
  record OfRef(
      ResourceName node,
      Optional<Versioned<Ref>> before,
      Optional<Versioned<Ref>> after,
      Revision revision)
      implements FleetChange {}

  /// What a node runs.
  record OfStatus(
      ResourceName node,
      Optional<Versioned<NodeStatus>> before,
      Optional<Versioned<NodeStatus>> after,
      Revision revision)
      implements FleetChange {}

  /// The members of a wave.
  record OfWave(
      WaveId wave,
      Optional<Versioned<WaveMembers>> before,
      Optional<Versioned<WaveMembers>> after,
      Revision revision)
      implements FleetChange {}

  /// What a node proves its identity with.
  record OfCredential(
      ResourceName node,
      Optional<Versioned<NodeCredential>> before,
      Optional<Versioned<NodeCredential>> after,
      Revision revision)
      implements FleetChange {}

  /// A control-plane replica.
  record OfMember(
      String replica,
      Optional<Versioned<Member>> before,
      Optional<Versioned<Member>> after,
      Revision revision)
      implements FleetChange {}

  /// Who leads.
  record OfLeader(
      Optional<Versioned<Member>> before, Optional<Versioned<Member>> after, Revision revision)
      implements FleetChange {}

  /// A manifest appeared (`created` present) or went.
  record OfSnapshot(Digest digest, Optional<Revision> created, Revision revision)
      implements FleetChange {}

  /// A piece of content appeared (`created` present) or went.
  record OfBlob(Digest digest, Optional<Revision> created, Revision revision)
      implements FleetChange {}

  /// An audit event appeared in the outbox (`created` present) or went to the history.
  record OfOutbox(String ulid, Optional<Revision> created, Revision revision)
      implements FleetChange {}

  /// A value that this release cannot read was written at a key (`reason` present), or went.
  record OfUnreadable(String path, Optional<String> reason, Revision revision)
      implements FleetChange {}
}
