package io.skerry.control.fleet;

import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.RolloutProgress.Counts;
import io.skerry.control.fleet.RolloutProgress.Failing;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.WaveMembers;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RolloutProgressTest {

  private static final Keys KEYS = new Keys(name("local"));
  private static final Digest NEW = new Digest("b".repeat(64));
  private static final Rollout ROLLOUT = RolloutSamples.in(Phase.PROGRESSING, 2);

  private final List<Change> changes = new ArrayList<>();

  private <T> void put(Key<T> key, T value) {
    Revision at = new Revision(changes.size() + 1L);
    changes.add(new Change.Put(new RawEntry(key.path(), key.codec().encode(value), at, at)));
  }

  private FleetImage image() {
    return FleetImage.EMPTY.apply(KEYS, changes, new Revision(changes.size())).after();
  }

  private void declare(String node) {
    put(KEYS.resource(node(node, "c1").id()), node(node, "c1"));
  }

  private Ref told(String node, boolean carries) {
    Ref ref =
        new Ref(
            name(node),
            NEW,
            2,
            RolloutSamples.NAME.value(),
            0,
            Ref.Reason.NORMAL,
            Declarations.EPOCH.minusSeconds(1),
            carries ? Set.of(RolloutSamples.NAME) : Set.of());
    put(KEYS.ref(name(node)), new RefEnvelope(ref, Map.of()));
    return ref;
  }

  private void says(NodeStatus status) {
    put(KEYS.status(status.node()), status);
  }

  private void wave(int wave, String... nodes) {
    List<ResourceName> members = List.of(nodes).stream().map(Declarations::name).toList();
    put(KEYS.wave(ROLLOUT.id(), wave), new WaveMembers(RolloutSamples.NAME, wave, members));
  }

  private static NodeStatus changed(
      NodeStatus status, Optional<Rejected> rejected, Reachability reachability) {
    return new NodeStatus(
        status.node(),
        status.replica(),
        status.bootId(),
        status.agentVersion(),
        Optional.empty(),
        rejected,
        status.link(),
        status.healthScore(),
        reachability,
        status.conditions(),
        status.changedAt());
  }

  @Test
  void everyDeclaredMemberIsInExactlyOneNumber() {
    wave(0, "updated", "refused");
    wave(1, "updating", "silent", "pending", "deleted");
    List.of("updated", "refused", "updating", "silent", "pending").forEach(this::declare);
    says(Declarations.applied(told("updated", true)));
    Ref refused = told("refused", true);
    Rejected no = new Rejected(NEW, 2, "too-large", "9 MiB", Declarations.EPOCH);
    says(changed(Declarations.applied(refused), Optional.of(no), Reachability.HEARD));
    says(
        changed(
            Declarations.applied(told("updating", true)), Optional.empty(), Reachability.HEARD));
    says(
        changed(Declarations.applied(told("silent", true)), Optional.empty(), Reachability.SILENT));
    says(Declarations.applied(told("pending", false)));

    RolloutProgress progress = RolloutProgress.of(ROLLOUT, image());

    List<Failing> failing = List.of(new Failing(name("refused"), "too-large: 9 MiB"));
    assertThat(progress.waves())
        .containsExactly(
            new Counts(2, 1, 0, 1, 0, 0, 0, failing), new Counts(3, 0, 1, 0, 1, 1, 0, List.of()));
    assertThat(progress.all()).isEqualTo(new Counts(5, 1, 1, 1, 1, 1, 0, failing));
  }

  @Test
  void nodesThatJoinedLaterCountToTheLastWave() {
    wave(0, "n1");
    List.of("n1", "late").forEach(this::declare);
    says(Declarations.applied(told("late", true)));

    RolloutProgress progress = RolloutProgress.of(ROLLOUT, image());

    assertThat(progress.all().members()).isEqualTo(2);
    assertThat(progress.all().updated()).isEqualTo(1);
  }

  @Test
  void beforeItsPlanARolloutHasNoMembers() {
    declare("n1");

    RolloutProgress progress = RolloutProgress.of(ROLLOUT, image());

    assertThat(progress.waves()).isEmpty();
    assertThat(progress.all()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0, List.of()));
  }
}
