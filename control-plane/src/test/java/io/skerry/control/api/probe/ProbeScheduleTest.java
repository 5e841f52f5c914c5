package io.skerry.control.api.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.edge.StatusChange;
import io.skerry.control.api.probe.ProbeSchedule.Planned;
import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.RefSamples;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /// As statuses in these tests name the replica that hears the node.
  private final ProbeSchedule schedule = new ProbeSchedule("replica", new Random(1));

  @Test
  void aProbeIsTriedOncePerIntervalAndNotWhileItIsUnderWay() {
    schedule.observe(image(1, List.of(probe("a"), probe("b")), List.of()), START);

    List<Planned> due = schedule.take(10, START.plus(INTERVAL));
    assertThat(due).hasSize(2);
    assertThat(schedule.take(10, START.plus(INTERVAL.multipliedBy(9)))).isEmpty();

    schedule.done(due.getFirst(), Outcome.PASSED, START.plus(INTERVAL));
    assertThat(schedule.take(10, START.plus(INTERVAL.multipliedBy(2))))
        .containsExactly(due.getFirst());
  }

  @Test
  void noMoreAreTakenThanThereIsRoomFor() {
    schedule.observe(image(1, List.of(probe("a"), probe("b")), List.of()), START);

    assertThat(schedule.take(1, START.plus(INTERVAL))).hasSize(1);
    assertThat(schedule.take(1, START.plus(INTERVAL))).hasSize(1);
  }

  @Test
  void aVerdictChangesAfterAsManyFailuresAsDeclared() {
    schedule.observe(image(1, List.of(probe("a")), List.of()), START);
    Planned probe = schedule.take(1, START.plus(INTERVAL)).getFirst();

    assertThat(schedule.done(probe, Outcome.PASSED, START)).contains(Outcome.PASSED);
    assertThat(schedule.done(probe, Outcome.FAILED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.FAILED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.PASSED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.FAILED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.FAILED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.FAILED, START)).contains(Outcome.FAILED);
    assertThat(schedule.done(probe, Outcome.PASSED, START)).contains(Outcome.PASSED);
  }

  @Test
  void whoeverTakesOverGoesOnFromTheStoredVerdict() {
    schedule.observe(image(1, List.of(probe("a")), List.of(result("a", Outcome.FAILED))), START);
    Planned probe = schedule.take(1, START.plus(INTERVAL)).getFirst();

    assertThat(schedule.done(probe, Outcome.FAILED, START)).isEmpty();
    assertThat(schedule.done(probe, Outcome.PASSED, START)).contains(Outcome.PASSED);
  }

  @Test
  void nodesOfOtherReplicasAreLeftToThem() {
    ProbeSchedule other = new ProbeSchedule("other", new Random(1));

    other.observe(image(1, List.of(probe("a")), List.of()), START);

    assertThat(other.take(10, START.plus(INTERVAL))).isEmpty();
  }

  @Test
  void verdictsOfProbesThatAreGoneAreToBeRemoved() {
    List<ResourceName> outdated =
        schedule.observe(
            image(1, List.of(probe("a")), List.of(result("b", Outcome.FAILED))), START);

    assertThat(outdated).containsExactly(Declarations.name("n1"));
  }

  @Test
  void aVerdictIsPutBesideTheOthersAndOutdatedOnesGo() {
    NodeStatus status =
        status(List.of(result("a", Outcome.PASSED), result("gone", Outcome.FAILED)));

    Optional<NodeStatus> next =
        new Probed(
                "replica",
                List.of(probe("a"), probe("b")),
                List.of(result("b", Outcome.FAILED)),
                START)
            .after(new StatusChange.Before(Optional.of(status)));

    assertThat(next.orElseThrow().findings().probes())
        .containsExactly(result("a", Outcome.PASSED), result("b", Outcome.FAILED));
  }

  @Test
  void aSilentNodeStaysSilentSinceWhenItWas() {
    NodeStatus silent = status(List.of()).reachable(Reachability.SILENT, START);

    Optional<NodeStatus> next =
        new Probed(
                "replica",
                List.of(probe("a")),
                List.of(result("a", Outcome.FAILED)),
                START.plusSeconds(60))
            .after(new StatusChange.Before(Optional.of(silent)));

    assertThat(next.orElseThrow().changedAt()).isEqualTo(START);
  }

  @Test
  void whatIsKnownAlreadyOrAnothersIsNotWritten() {
    NodeStatus status = status(List.of(result("a", Outcome.PASSED)));

    assertThat(
            new Probed("replica", List.of(probe("a")), List.of(result("a", Outcome.PASSED)), START)
                .after(new StatusChange.Before(Optional.of(status))))
        .isEmpty();
    assertThat(
            new Probed("other", List.of(probe("a")), List.of(result("a", Outcome.FAILED)), START)
                .after(new StatusChange.Before(Optional.of(status))))
        .isEmpty();
  }

  private static FleetImage image(long revision, List<Probe> probes, List<ProbeResult> results) {
    Revision at = new Revision(revision);
    Node plain = Declarations.node("n1", "c1");
    Node.Spec spec = plain.spec();
    Node node =
        new Node(
            plain.metadata(),
            new Node.Spec(
                spec.cell(),
                spec.zone(),
                spec.location(),
                spec.city(),
                spec.mode(),
                spec.weight(),
                spec.capacity(),
                new Node.Upkeep(List.of(), probes)));
    return FleetImage.EMPTY
        .apply(
            KEYS,
            List.of(
                new Change.Put(
                    new RawEntry(
                        KEYS.resource(node.id()).path(), Codecs.RESOURCE.encode(node), at, at)),
                new Change.Put(
                    new RawEntry(
                        KEYS.status(node.metadata().name()).path(),
                        Codecs.STATUS.encode(status(results)),
                        at,
                        at))),
            at)
        .after();
  }

  private static NodeStatus status(List<ProbeResult> results) {
    return Declarations.applied(
            RefSamples.of(Declarations.name("n1"), new Digest("a".repeat(64)), 1, START))
        .withFindings(Findings.NONE.withProbes(results), START);
  }

  private static ProbeResult result(String probe, Outcome outcome) {
    return new ProbeResult(new ResourceName(probe), outcome, "", START);
  }

  private static Probe probe(String name) {
    return new Probe(
        new ResourceName(name),
        new Probe.Check.SelfTest(),
        INTERVAL,
        Duration.ofSeconds(1),
        0,
        3,
        1);
  }
}
