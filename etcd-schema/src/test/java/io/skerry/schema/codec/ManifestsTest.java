package io.skerry.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

  private static final Codec<Snapshot> STRICT =
      new JsonCodec<>(SnapshotFormat::write, SnapshotFormat.SNAPSHOT);

  private static final byte[] ODD = "0129az-\"\\,:{}[] é".getBytes(UTF_8);

  private static final List<EntryKind> KINDS = List.of(EntryKind.values());
  private final Random random = new Random(42);

  @Test
  void readsWhatTheStrictReaderReads() {
    for (int round = 0; round < 200; round++) {
      Snapshot snapshot = snapshot(random.nextInt(30));
      Bytes manifest = STRICT.encode(snapshot);
      assertThat(Manifests.decode(manifest, snapshot(20)).orThrow()).isEqualTo(snapshot);
    }
  }

  @Test
  void damagedManifestsGetTheVerdictOfTheStrictReader() {
    Snapshot snapshot = snapshot(6);
    byte[] whole = STRICT.encode(snapshot).toArray();
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = damaged(whole);
      Bytes manifest = Bytes.copyOf(damaged);
      assertThat(Manifests.decode(manifest, snapshot)).isEqualTo(STRICT.decode(manifest));
    }
  }

  @Test
  void entriesThatDidNotChangeAreTakenOver() {
    Snapshot before = snapshot(50);
    List<Snapshot.Entry> entries = new ArrayList<>(before.entries());
    Snapshot.Entry old = entries.get(20);
    entries.set(
        20, new Snapshot.Entry(old.tenant(), old.name(), old.kind(), digest(), old.size() + 1));
    entries.remove(30);
    Snapshot after = Manifests.decode(STRICT.encode(new Snapshot(entries)), before).orThrow();
    assertThat(after.entries()).isEqualTo(entries);
    for (int i = 0; i < entries.size(); i++) {
      if (i != 20) {
        assertThat(after.entries().get(i)).isSameAs(entries.get(i));
      }
    }
    assertThat(after.entries().get(20).name()).isSameAs(old.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ä", "a\"b", "a\\b", "\u007f", "日本"})
  void namesThatAreNotPlainAreReadStrictly(String name) {
    Snapshot snapshot =
        new Snapshot(
            List.of(new Snapshot.Entry(TenantName.DEFAULT, name, EntryKind.SERVICE, digest(), 12)));
    Bytes manifest = STRICT.encode(snapshot);
    assertThat(Manifests.decode(manifest, Snapshot.EMPTY)).isEqualTo(STRICT.decode(manifest));
  }

  @Test
  void manifestsThatAreNotCanonicalAreReadStrictly() {
    Snapshot snapshot = snapshot(3);
    Bytes spaced = Bytes.utf8(STRICT.encode(snapshot).asText().replace(",", " , "));
    assertThat(Manifests.decode(spaced, snapshot).orThrow()).isEqualTo(snapshot);
  }

  /// One to three bytes changed, left out, doubled, or the end cut off.
  private byte[] damaged(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = ODD[random.nextInt(ODD.length)];
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = without(bytes, at);
        default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at) {
    byte[] shorter = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  private Snapshot snapshot(int size) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      EntryKind kind = KINDS.get(random.nextInt(KINDS.size()));
      TenantName tenant = i % 3 == 0 ? TenantName.DEFAULT : new TenantName("t" + i % 5);
      entries.add(
          new Snapshot.Entry(tenant, "policy/r/s/p-" + i, kind, digest(), random.nextInt(5_000)));
    }
    return new Snapshot(entries);
  }

  private Digest digest() {
    return Digest.of(new byte[] {(byte) random.nextInt(), (byte) random.nextInt()});
  }
}
