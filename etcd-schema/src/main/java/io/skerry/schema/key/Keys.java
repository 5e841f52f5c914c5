package io.skerry.schema.key;

import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.model.WaveMembers;
import java.util.Optional;

/// The key layout of one cell's store, in one place: keys are built here from validated identifiers
/// and nowhere else. See `PROTOCOL.md` for the layout as other languages need it.
///
/// @param cell whose keys
public record Keys(ResourceName cell) {

  /// Everything of the cell.
  public KeyRange all() {
    return new KeyRange(prefix());
  }

  /// A declared resource; nodes live in the inventory, everything else under `resources/`.
  public Key<Resource> resource(ResourceId id) {
    return new Key<>(resourcePath(id), Codecs.RESOURCE);
  }

  /// All resources of a kind, of every tenant.
  public KeyRange resources(Kind kind) {
    return kind == Kind.NODE
        ? nodes()
        : new KeyRange(prefix() + "resources/" + kind.plural() + "/");
  }

  /// The inventory.
  public KeyRange nodes() {
    return new KeyRange(prefix() + "nodes/");
  }

  /// What a node must run.
  public Key<RefEnvelope> ref(ResourceName node) {
    return new Key<>(prefix() + "refs/" + node, Codecs.REF);
  }

  /// Exactly one node's pointer, for watching.
  public KeyRange refOf(ResourceName node) {
    return new KeyRange(ref(node).path());
  }

  /// Every node's pointer.
  public KeyRange refs() {
    return new KeyRange(prefix() + "refs/");
  }

  /// A manifest.
  public Key<Snapshot> snapshot(Digest digest) {
    return new Key<>(prefix() + "snapshots/" + digest, Codecs.SNAPSHOT);
  }

  /// A piece of content.
  public Key<Bytes> blob(Digest digest) {
    return new Key<>(prefix() + "blobs/" + digest, Codecs.BLOB);
  }

  /// The members of one wave of a rollout.
  public Key<WaveMembers> wave(ResourceId rollout, int wave) {
    return new Key<>(waves(rollout).path() + wave, Codecs.WAVE_MEMBERS);
  }

  /// The members of all waves of a rollout.
  public KeyRange waves(ResourceId rollout) {
    return new KeyRange(
        prefix() + "waves/" + tenantSegment(rollout.tenant()) + "/" + rollout.name() + "/");
  }

  /// What a node runs.
  public Key<NodeStatus> status(ResourceName node) {
    return new Key<>(prefix() + "status/" + node, Codecs.STATUS);
  }

  /// Every node's status.
  public KeyRange statuses() {
    return new KeyRange(prefix() + "status/");
  }

  /// A live replica.
  public Key<Member> member(ResourceName replica) {
    return new Key<>(prefix() + "members/" + replica, Codecs.MEMBER);
  }

  /// The election key: whoever created it leads, and its creation revision fences the leader's
  /// writes.
  public Key<Member> leader() {
    return new Key<>(prefix() + "leader", Codecs.MEMBER);
  }

  /// An audit event on its way to the history.
  public Key<AuditEvent> outbox(String ulid) {
    if (!ulid.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
      throw new IllegalArgumentException("not a ULID");
    }
    return new Key<>(prefix() + "outbox/" + ulid, Codecs.AUDIT_EVENT);
  }

  /// Every event that is not in the history yet, oldest first.
  public KeyRange outbox() {
    return new KeyRange(prefix() + "outbox/");
  }

  /// A message on its way to a target.
  public Key<Notification> notification(String ulid) {
    if (!ulid.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
      throw new IllegalArgumentException("not a ULID");
    }
    return new Key<>(notifications().path() + ulid, Codecs.NOTIFICATION);
  }

  /// Every message that was not taken yet, oldest first.
  public KeyRange notifications() {
    return new KeyRange(prefix() + "notifications/");
  }

  /// Written by a replica to see when its watch has caught up, while others write to the same etcd.
  public Key<Bytes> marker(ResourceName replica) {
    return new Key<>(prefix() + "markers/" + replica, Codecs.BLOB);
  }

  /// A permission to enrol; `id` is the public half of the token.
  public Key<JoinToken> joinToken(ResourceName id) {
    return new Key<>(prefix() + "enrolment/tokens/" + id, Codecs.JOIN_TOKEN);
  }

  /// What a node proves its identity with.
  public Key<NodeCredential> credential(ResourceName node) {
    return new Key<>(prefix() + "enrolment/credentials/" + node, Codecs.CREDENTIAL);
  }

  /// What a path is the address of; empty for paths that this layout does not have.
  public Optional<Address> locate(String path) {
    return path.startsWith(prefix())
        ? Addresses.parse(path.substring(prefix().length()))
        : Optional.empty();
  }

  /// `/skerry/v1/cells/{cell}/`, as a node learns it when it enrols.
  public String prefix() {
    return "/skerry/v1/cells/" + cell + "/";
  }

  private String resourcePath(ResourceId id) {
    return id.kind() == Kind.NODE
        ? prefix() + "nodes/" + id.name()
        : resources(id.kind()).path() + tenantSegment(id.tenant()) + "/" + id.name();
  }

  private static String tenantSegment(TenantName tenant) {
    return tenant.value();
  }
}
