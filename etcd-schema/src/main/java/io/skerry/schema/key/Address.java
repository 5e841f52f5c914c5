package io.skerry.schema.key;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;

/// What a path in the store is the address of: the inverse of [Keys].
public sealed interface Address {

  /// A declared resource, nodes included.
  record OfResource(ResourceId id) implements Address {}

  /// A node's pointer.
  record OfRef(ResourceName node) implements Address {}

  /// The members of one wave.
  ///
  /// @param rollout whose wave
  /// @param wave from 0
  record OfWave(ResourceId rollout, int wave) implements Address {}

  /// A manifest.
  record OfSnapshot(Digest digest) implements Address {}

  /// A piece of content.
  record OfBlob(Digest digest) implements Address {}

  /// What a node runs.
  record OfStatus(ResourceName node) implements Address {}

  /// A live replica.
  record OfMember(String replica) implements Address {}

  /// The leader's key.
  record OfLeader() implements Address {}

  /// An audit event on its way to the history.
  record OfOutbox(String ulid) implements Address {}

  /// A permission to enrol.
  record OfJoinToken(String id) implements Address {}

  /// What a node proves its identity with.
  record OfCredential(ResourceName node) implements Address {}
}
