package io.skerry.agent;

import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Snapshots with their content, for tests.
public final class Samples {

  /// The node of most tests.
  public static final ResourceName NODE = new ResourceName("iad-1");

  private Samples() {}

  /// A manifest with its blobs.
  ///
  /// @param digest of the manifest
  /// @param manifest its bytes
  /// @param snapshot the same, read
  /// @param blobs by digest
  public record Published(
      Digest digest, Bytes manifest, Snapshot snapshot, Map<Digest, Bytes> blobs) {

    /// Manifest and blobs by digest.
    public Map<Digest, Bytes> content() {
      Map<Digest, Bytes> all = new LinkedHashMap<>(blobs);
      all.put(digest, manifest);
      return all;
    }
  }

  /// A snapshot of `policies` rate limits of service `asr` in `us-east-1`, each saying `value`, so
  /// that a mix of two snapshots shows.
  public static Published published(int policies, int value) {
    Map<Digest, Bytes> blobs = new LinkedHashMap<>();
    List<Snapshot.Entry> entries = new ArrayList<>();
    for (int i = 0; i < policies; i++) {
      Bytes blob = policy("limit-" + i, value);
      blobs.put(blob.digest(), blob);
      entries.add(entry("policy/us-east-1/asr/limit-" + i, blob));
    }
    Snapshot snapshot = new Snapshot(entries);
    Bytes manifest = Codecs.SNAPSHOT.encode(snapshot);
    return new Published(manifest.digest(), manifest, snapshot, blobs);
  }

  /// The canonical bytes of a policy.
  public static Bytes policy(String name, int value) {
    return Bytes.utf8(
        "{\"config\":{\"requestsPerSecond\":%d},\"generation\":1,\"name\":\"%s\",\"priority\":100,"
                .formatted(value, name)
            + "\"service\":\"asr\",\"type\":\"rateLimit\"}");
  }

  /// A manifest's line for a policy.
  public static Snapshot.Entry entry(String name, Bytes blob) {
    return new Snapshot.Entry(
        TenantName.DEFAULT, name, Snapshot.EntryKind.POLICY, blob.digest(), blob.size());
  }

  /// A ref value for [#NODE].
  public static Bytes ref(long generation, Digest snapshot) {
    return ref(NODE, generation, snapshot, Map.of());
  }

  /// A ref value.
  public static Bytes ref(
      ResourceName node, long generation, Digest snapshot, Map<Digest, Bytes> attachments) {
    Ref ref =
        new Ref(
            node,
            snapshot,
            generation,
            "immediate-1",
            0,
            Ref.Reason.NORMAL,
            Instant.EPOCH,
            Set.of());
    return Codecs.REF.encode(new RefEnvelope(ref, attachments));
  }
}
