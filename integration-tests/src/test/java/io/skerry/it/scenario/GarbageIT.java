package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.KEYS;
import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Key;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever lies where a node looks for its ref: it goes on serving what it verified, says why it
/// refuses, and follows again once the ref makes sense.
///
/// The control plane would mend a strange ref within milliseconds. A resource that it cannot read
/// makes it hold, so that the node gets to see the garbage.
@ExtendWith(SharedCluster.class)
final class GarbageIT {

  private static final String NODE = "iad-1";
  private static final Key<RefEnvelope> REF = KEYS.ref(new ResourceName(NODE));
  private static final Key<?> UNREADABLE =
      KEYS.resource(
          new ResourceId(Kind.POLICY, TenantName.DEFAULT, new ResourceName("unreadable")));
  private static final String POLICY = "/api/v1/policies/after-garbage";

  private EtcdStore store;
  private String served = "";

  @BeforeEach
  void hold(Site site) throws Exception {
    store = site.store();
    served = site.node(NODE).digest();
    write(UNREADABLE, Bytes.utf8("{\"kind\":\"Nonsense\""));
  }

  @AfterEach
  void tidyUp(Site site) throws Exception {
    store.commit(Txn.builder().delete(UNREADABLE).build());
    store.close();
    site.rest().delete(POLICY);
  }

  /// What is written where, and why the node must refuse it.
  enum Garbage {
    NOT_JSON("malformed-ref") {
      @Override
      void write(GarbageIT test, Ref current) {
        test.write(REF, Bytes.utf8("\u0000 this is no ref {"));
      }
    },
    UNKNOWN_FIELD("malformed-ref") {
      @Override
      void write(GarbageIT test, Ref current) {
        String sound = Codecs.REF.encode(new RefEnvelope(current, Map.of())).asText();
        test.write(REF, Bytes.utf8(sound.replace("\"wave\"", "\"waves\"")));
      }
    },
    MISSING_SNAPSHOT("missing-snapshot") {
      @Override
      void write(GarbageIT test, Ref current) {
        test.point(NODE, Digest.of(new byte[] {1, 2, 3}), current.generation() + 1);
      }
    },
    SNAPSHOT_OF_OTHER_BYTES("digest-mismatch") {
      @Override
      void write(GarbageIT test, Ref current) {
        Digest digest = Digest.of(new byte[] {4, 5, 6});
        test.write(KEYS.snapshot(digest), Codecs.SNAPSHOT.encode(Snapshot.EMPTY));
        test.point(NODE, digest, current.generation() + 1);
      }
    },
    TRUNCATED_BLOB("digest-mismatch") {
      @Override
      void write(GarbageIT test, Ref current) {
        Bytes whole = Bytes.utf8("{\"name\":\"cut\"}");
        Bytes cut = Bytes.utf8("{\"name\":\"c");
        test.write(KEYS.blob(whole.digest()), cut);
        test.point(NODE, test.snapshotOf(whole.digest(), whole.size()), current.generation() + 1);
      }
    },
    WRONG_TARGET("wrong-target") {
      @Override
      void write(GarbageIT test, Ref current) {
        test.point("iad-2", current.snapshot(), current.generation() + 1);
      }
    },
    OLDER_GENERATION("stale-generation") {
      @Override
      void write(GarbageIT test, Ref current) {
        test.point(NODE, Digest.of(new byte[] {7}), current.generation() - 1);
      }
    },
    SAME_GENERATION("equal-generation-other-digest") {
      @Override
      void write(GarbageIT test, Ref current) {
        test.point(NODE, Digest.of(new byte[] {8}), current.generation());
      }
    };

    private final String code;

    Garbage(String code) {
      this.code = code;
    }

    abstract void write(GarbageIT test, Ref current);
  }

  @ParameterizedTest
  @EnumSource(Garbage.class)
  void aNodeKeepsServingRefusesAndFollowsTheNextChange(Garbage garbage, Site site)
      throws Exception {
    Ref current = store.get(REF).orElseThrow().decode().orThrow().ref();
    assertThat(current.generation()).isGreaterThan(1);

    garbage.write(this, current);

    eventually(
        () -> {
          JsonNode status = site.shown(NODE).path("status");
          assertThat(status.at("/rejected/code").asText()).as("%s", status).isEqualTo(garbage.code);
          assertThat(status.path("state").asText()).as("%s", status).isEqualTo("degraded");
          assertThat(status.at("/applied/snapshot").asText()).isEqualTo(served);
        });
    assertThat(site.node(NODE).digest()).isEqualTo(served);
    assertThat(site.node(NODE).get("/v1/config/us-east-1/asr").status()).isEqualTo(200);

    store.commit(Txn.builder().delete(UNREADABLE).build());
    site.rest().put(POLICY, policy(garbage.name()));
    eventually(
        () -> {
          assertThat(
                  site.node(NODE)
                      .get("/v1/config/us-east-1/asr")
                      .text("/policies/after-garbage/config/marker"))
              .isEqualTo(garbage.name());
          assertThat(site.shown(NODE).at("/status/state").asText()).isEqualTo("ready");
          assertThat(site.node(NODE).served().orElseThrow().generation())
              .isGreaterThan(current.generation());
        });
  }

  @Test
  void aResourceThatCannotBeReadTakesNothingFromAnyNode(Site site) throws Exception {
    Map<String, String> before = site.digests();

    site.rest().put(POLICY, policy("held"));
    assertThat(site.rest().get(POLICY).text("/spec/config/marker")).isEqualTo("held");

    store.commit(Txn.builder().delete(UNREADABLE).build());
    eventually(() -> assertThat(site.digests()).doesNotContainEntry(NODE, before.get(NODE)));
  }

  private static String policy(String marker) {
    return """
    apiVersion: skerry/v1
    kind: Policy
    metadata: {name: after-garbage}
    spec: {service: asr, type: config, config: {marker: %s}}
    """
        .formatted(marker);
  }

  private Digest snapshotOf(Digest blob, int size) {
    Snapshot snapshot =
        new Snapshot(
            List.of(
                new Snapshot.Entry(
                    TenantName.DEFAULT,
                    "policy/us-east-1/asr/cut",
                    Snapshot.EntryKind.POLICY,
                    blob,
                    size)));
    Bytes manifest = Codecs.SNAPSHOT.encode(snapshot);
    write(KEYS.snapshot(manifest.digest()), manifest);
    return manifest.digest();
  }

  private void point(String target, Digest snapshot, long generation) {
    Ref ref =
        new Ref(
            new ResourceName(target),
            snapshot,
            generation,
            "nobody",
            0,
            Ref.Reason.NORMAL,
            Instant.parse("2026-01-01T00:00:00Z"),
            Set.of());
    write(REF, Codecs.REF.encode(new RefEnvelope(ref, Map.of())));
  }

  private void write(Key<?> key, Bytes bytes) {
    Txn txn =
        new Txn(
            List.of(), List.of(new Txn.Write.Put(key, bytes, Optional.<StateStore.Lease>empty())));
    assertThat(store.commit(txn)).isInstanceOf(CommitOutcome.Committed.class);
  }
}
