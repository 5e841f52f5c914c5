package io.skerry.agent.gateway;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Builds verified snapshots out of the fields of their blobs, for tests.
public final class Content {

  private final Map<String, Entry> entries = new TreeMap<>();

  private record Entry(EntryKind kind, Bytes blob) {}

  /// A service of the default tenant; `fields` are its blob's beside name and generation.
  public Content service(String name, String fields) {
    return add(
        "service/" + name,
        EntryKind.SERVICE,
        "{\"name\":\"%s\",\"generation\":1,%s}".formatted(name, fields));
  }

  /// A service with versions that have one upstream each: `v1=http://127.0.0.1:1`.
  public Content versions(String name, String... versions) {
    StringBuilder fields = new StringBuilder();
    for (String version : versions) {
      String[] parts = version.split("=", 2);
      fields
          .append(fields.isEmpty() ? "" : ",")
          .append("\"%s\":{\"upstreams\":[\"%s\"]}".formatted(parts[0], parts[1]));
    }
    return service(name, "\"versions\":{" + fields + "}");
  }

  /// A split called like its service.
  public Content split(String service, String rules, String weights) {
    return add(
        "split/" + service + "/" + service,
        EntryKind.TRAFFIC_SPLIT,
        "{\"name\":\"%s\",\"generation\":1,\"service\":\"%s\",\"rules\":%s,\"weights\":%s}"
            .formatted(service, service, rules, weights));
  }

  /// A policy of priority 100, called like its type.
  public Content policy(String service, String type, String config) {
    return policy(service, type.toLowerCase(java.util.Locale.ROOT), type, 100, config);
  }

  /// A policy.
  public Content policy(String service, String name, String type, int priority, String config) {
    return add(
        "policy/us-east-1/" + service + "/" + name,
        EntryKind.POLICY,
        ("{\"config\":%s,\"generation\":1,\"name\":\"%s\",\"priority\":%d,\"service\":\"%s\","
                + "\"type\":\"%s\"}")
            .formatted(config, name, priority, service, type));
  }

  /// The snapshot, under the ref of a generation.
  public VerifiedSnapshot verified(long generation) {
    Published published = published();
    Bytes manifest = published.manifest();
    Map<Digest, Bytes> blobs = published.blobs();
    Ref ref =
        new Ref(
            Samples.NODE,
            manifest.digest(),
            generation,
            "r-1",
            0,
            Ref.Reason.NORMAL,
            Instant.EPOCH,
            Set.of());
    return switch (Checkout.start(ref, manifest).then(checkout -> checkout.finish(blobs))) {
      case Verified.Good<VerifiedSnapshot>(VerifiedSnapshot good) -> good;
      case Verified.Bad<VerifiedSnapshot>(var rejection) ->
          throw new IllegalArgumentException(rejection.message());
    };
  }

  /// The same as it lies in a store.
  public Published published() {
    Map<Digest, Bytes> blobs = new HashMap<>();
    entries.values().forEach(entry -> blobs.put(entry.blob().digest(), entry.blob()));
    Snapshot snapshot =
        new Snapshot(
            entries.entrySet().stream()
                .map(
                    it ->
                        new Snapshot.Entry(
                            TenantName.DEFAULT,
                            it.getKey(),
                            it.getValue().kind(),
                            it.getValue().blob().digest(),
                            it.getValue().blob().size()))
                .toList());
    Bytes manifest = Codecs.SNAPSHOT.encode(snapshot);
    return new Published(manifest.digest(), manifest, snapshot, blobs);
  }

  private Content add(String name, EntryKind kind, String blob) {
    entries.put(
        name,
        new Entry(kind, CanonicalJson.bytes(CanonicalJson.parse(Bytes.utf8(blob)).orThrow())));
    return this;
  }
}
