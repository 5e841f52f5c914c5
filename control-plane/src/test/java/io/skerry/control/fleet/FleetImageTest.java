package io.skerry.control.fleet;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.WaveMembers;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetImageTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));

  private static <T> Change put(Key<T> key, T value, long revision) {
    return raw(key, key.codec().encode(value), revision);
  }

  private static Change raw(Key<?> key, Bytes bytes, long revision) {
    Revision at = new Revision(revision);
    return new Change.Put(new RawEntry(key.path(), bytes, at, at));
  }

  private static Change put(Resource resource, long revision) {
    return put(KEYS.resource(resource.id()), resource, revision);
  }

  private static Change delete(Key<?> key, long revision) {
    return new Change.Deleted(key.path(), new Revision(revision));
  }

  private static FleetDelta apply(FleetImage image, long revision, Change... changes) {
    return image.apply(KEYS, List.of(changes), new Revision(revision));
  }

  @Test
  void resourcesAreListedByKindTenantAndName() {
    FleetImage image =
        apply(
                FleetImage.EMPTY,
                4,
                put(policy("b", 1, "x"), 1),
                put(node("n1", "c1"), 2),
                put(policy("a", 1, "x"), 3),
                put(cell("c1", "r1"), 4))
            .after();

    assertThat(image.resources(Kind.POLICY).map(stored -> stored.value().metadata().name().value()))
        .containsExactly("a", "b");
    assertThat(image.nodes()).containsExactly(node("n1", "c1"));
    assertThat(image.resources(Kind.SERVICE)).isEmpty();
    assertThat(image.revision()).isEqualTo(new Revision(4));
  }

  @Test
  void aChangeCarriesWhatWasThereBefore() {
    FleetImage first = apply(FleetImage.EMPTY, 1, put(policy("a", 1, "x"), 1)).after();

    FleetDelta delta = apply(first, 2, delete(KEYS.resource(policy("a", 1, "x").id()), 2));

    assertThat(delta.changes())
        .containsExactly(
            new FleetChange.OfResource(
                policy("a", 1, "x").id(),
                first.resource(policy("a", 1, "x").id()),
                Optional.empty(),
                new Revision(2)));
    assertThat(delta.before()).isSameAs(first);
  }

  @Test
  void whatTheImageShowsAlreadyIsNoChange() {
    Change change = put(policy("a", 1, "x"), 1);
    FleetImage image = apply(FleetImage.EMPTY, 1, change).after();

    FleetDelta again = apply(image, 3, change, delete(KEYS.resource(cell("gone", "r").id()), 2));

    assertThat(again.changes()).isEmpty();
    assertThat(again.revision()).isEqualTo(new Revision(3));
  }

  @Test
  void aValueThatCannotBeReadIsKeptOutAndListed() {
    Key<Resource> key = KEYS.resource(policy("a", 1, "x").id());
    FleetImage readable = apply(FleetImage.EMPTY, 1, put(policy("a", 1, "x"), 1)).after();

    FleetImage broken = apply(readable, 2, raw(key, Bytes.utf8("{"), 2)).after();

    assertThat(broken.resources().isEmpty()).isTrue();
    assertThat(broken.unreadable().has(key.path())).isTrue();
    FleetImage mended = apply(broken, 3, put(policy("a", 2, "y"), 3)).after();
    assertThat(mended.unreadable().isEmpty()).isTrue();
    assertThat(mended.resources().size()).isEqualTo(1);
  }

  @Test
  void pathsOutsideTheLayoutAreIgnored() {
    Revision at = new Revision(1);
    Change stray =
        new Change.Put(new RawEntry("/skerry/v1/cells/local/strange/x", Bytes.utf8("x"), at, at));

    assertThat(apply(FleetImage.EMPTY, 1, stray).changes()).isEmpty();
  }

  @Test
  void theLeaderAndTheMembersAreKnownWithTheirTerms() {
    Member member = new Member("r1", "http://r1", Declarations.EPOCH);

    FleetImage image =
        apply(
                FleetImage.EMPTY,
                2,
                put(KEYS.member(name("r1")), member, 1),
                put(KEYS.leader(), member, 2))
            .after();

    assertThat(image.replicas().leader())
        .contains(new Versioned<>(member, new Revision(2), new Revision(2)));
    assertThat(image.replicas().members().size()).isEqualTo(1);
    assertThat(apply(image, 3, delete(KEYS.leader(), 3)).after().replicas().leader()).isEmpty();
  }

  @Test
  void theMembersOfWavesAreKnownInOrder() {
    WaveMembers first = new WaveMembers(RolloutSamples.NAME, 0, List.of(name("n2")));
    WaveMembers second = new WaveMembers(RolloutSamples.NAME, 1, List.of(name("n1")));

    FleetImage image =
        apply(
                FleetImage.EMPTY,
                2,
                put(KEYS.wave(RolloutSamples.id(), 1), second, 1),
                put(KEYS.wave(RolloutSamples.id(), 0), first, 2))
            .after();

    assertThat(image.wavesOf(RolloutSamples.id())).containsExactly(first, second);
    FleetImage less = apply(image, 3, delete(KEYS.wave(RolloutSamples.id(), 1), 3)).after();
    assertThat(less.wavesOf(RolloutSamples.id())).containsExactly(first);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyWayToBatchGivesTheSameImage(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Change> history = new ArrayList<>();
    for (int revision = 1; revision <= 200; revision++) {
      history.add(randomChange(random, revision));
    }

    FleetImage atOnce = FleetImage.EMPTY.apply(KEYS, history, new Revision(history.size())).after();
    FleetImage inParts = FleetImage.EMPTY;
    for (int from = 0; from < history.size(); ) {
      int to = Math.min(history.size(), from + 1 + random.nextInt(20));
      inParts = inParts.apply(KEYS, history.subList(from, to), new Revision(to)).after();
      from = to;
    }

    assertThat(inParts).isEqualTo(atOnce);
  }

  private static Change randomChange(SplittableRandom random, int revision) {
    int which = random.nextInt(8);
    Resource resource =
        switch (random.nextInt(3)) {
          case 0 -> policy("p" + which, revision, "v" + revision);
          case 1 -> node("n" + which, "c" + random.nextInt(3));
          default -> cell("c" + which, "r");
        };
    Key<Resource> key = KEYS.resource(resource.id());
    return switch (random.nextInt(6)) {
      case 0 -> delete(key, revision);
      case 1 -> raw(key, Bytes.utf8("garbage"), revision);
      default -> put(resource, revision);
    };
  }
}
