package io.skerry.schema.codec;

import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.WaveMembers;

/// How each value in the store is written. All are canonical JSON, except blobs, which are
/// themselves.
public final class Codecs {

  /// Declared resources with their metadata.
  public static final Codec<Resource> RESOURCE =
      new Codec<>() {
        @Override
        public Bytes encode(Resource value) {
          return CanonicalJson.bytes(Resources.encode(value));
        }

        @Override
        public Decoded<Resource> decode(Bytes bytes) {
          return CanonicalJson.parse(bytes).then(Resources::decode);
        }
      };

  /// Manifests; the SHA-256 of the bytes is the snapshot's digest.
  public static final Codec<Snapshot> SNAPSHOT =
      new Codec<>() {
        @Override
        public Bytes encode(Snapshot value) {
          return Manifests.encode(value);
        }

        @Override
        public Decoded<Snapshot> decode(Bytes bytes) {
          return Manifests.decode(bytes, Snapshot.EMPTY);
        }
      };

  /// Content, which is its own encoding.
  public static final Codec<Bytes> BLOB =
      new Codec<>() {
        @Override
        public Bytes encode(Bytes value) {
          return value;
        }

        @Override
        public Decoded<Bytes> decode(Bytes bytes) {
          return new Decoded.Ok<>(bytes);
        }
      };

  /// Pointers with their attachments.
  public static final Codec<RefEnvelope> REF =
      new JsonCodec<>(RefFormat::write, RefFormat.ENVELOPE);

  /// Members of waves.
  public static final Codec<WaveMembers> WAVE_MEMBERS =
      new JsonCodec<>(RolloutFormat::write, RolloutFormat.MEMBERS);

  /// What nodes run.
  public static final Codec<NodeStatus> STATUS =
      new JsonCodec<>(StatusFormat::write, StatusFormat.STATUS);

  /// Replicas and the leader.
  public static final Codec<Member> MEMBER =
      new JsonCodec<>(EnrolmentFormat::write, EnrolmentFormat.MEMBER);

  /// Events on their way to the history.
  public static final Codec<AuditEvent> AUDIT_EVENT =
      new JsonCodec<>(AuditFormat::write, AuditFormat.EVENT);

  /// Messages on their way to targets.
  public static final Codec<Notification> NOTIFICATION =
      new JsonCodec<>(NotificationFormat::write, NotificationFormat.NOTIFICATION);

  /// Permissions to enrol.
  public static final Codec<JoinToken> JOIN_TOKEN =
      new JsonCodec<>(EnrolmentFormat::write, EnrolmentFormat.JOIN_TOKEN);

  /// What nodes prove their identity with.
  public static final Codec<NodeCredential> CREDENTIAL =
      new JsonCodec<>(EnrolmentFormat::write, EnrolmentFormat.CREDENTIAL);

  private Codecs() {}
}
