package io.skerry.control.fleet;

import static io.skerry.control.fleet.Declarations.EPOCH;
import static io.skerry.control.fleet.Declarations.applied;
import static io.skerry.control.fleet.Declarations.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.NodeStatus.Starts;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeStandingTest {

  private static final Metadata NODE = Declarations.metadata("n1", TenantName.NONE, 1);
  private static final Ref FIRST = ref(1, 'a');
  private static final Ref SECOND = ref(2, 'b');

  private static Ref ref(long generation, char digit) {
    Digest digest = new Digest(String.valueOf(digit).repeat(64));
    return RefSamples.of(name("n1"), digest, generation, EPOCH.plusSeconds(generation));
  }

  private static NodeStanding standing(Ref ref, NodeStatus status) {
    return new NodeFacts(NODE, Optional.of(ref), Optional.of(status)).standing();
  }

  private static NodeStatus with(
      NodeStatus status, Link link, Reachability reachability, Optional<Rejected> rejected) {
    return new NodeStatus(
        status.node(),
        status.replica(),
        status.bootId(),
        status.agentVersion(),
        status.applied(),
        rejected,
        link,
        status.healthScore(),
        reachability,
        status.conditions(),
        status.changedAt());
  }

  private static Optional<Rejected> refusalOf(Ref ref) {
    return Optional.of(
        new Rejected(
            ref.snapshot(),
            ref.generation(),
            "digest-mismatch",
            "blob differs",
            EPOCH.plusSeconds(9)));
  }

  @Test
  void aNodeThatNeverSpokeIsPendingSinceItWasDeclared() {
    NodeStanding standing = new NodeFacts(NODE, Optional.of(FIRST), Optional.empty()).standing();

    assertThat(standing.state()).isEqualTo(NodeState.PENDING);
    assertThat(standing.since()).isEqualTo(EPOCH);
  }

  @Test
  void aNodeThatRunsWhatItMustIsReadyWithoutReason() {
    NodeStanding standing = standing(FIRST, applied(FIRST));

    assertThat(standing)
        .isEqualTo(new NodeStanding(NodeState.READY, "", FIRST.issuedAt().plusMillis(5)));
  }

  @Test
  void aNodeThatTwoProcessesReportAsIsDegradedWhateverTheySay() {
    Shared shared = new Shared(EPOCH.plusSeconds(7), EPOCH.plusSeconds(8));
    NodeStatus said = applied(FIRST);
    Starts starts = new Starts(List.of("boot-of-the-copy"), Optional.of(shared));

    NodeStanding standing =
        standing(FIRST, said.withFindings(said.findings().withStarts(starts), EPOCH));

    assertThat(standing.state()).isEqualTo(NodeState.DEGRADED);
    assertThat(standing.since()).isEqualTo(shared.since());
    assertThat(standing.reason())
        .contains("Two processes", said.bootId(), "boot-of-the-copy", "stop one");
  }

  @Test
  void aNodeWithANewerRefIsUpdatingSinceThatRef() {
    NodeStanding standing = standing(SECOND, applied(FIRST));

    assertThat(standing.state()).isEqualTo(NodeState.UPDATING);
    assertThat(standing.since()).isEqualTo(SECOND.issuedAt());
    assertThat(standing.reason()).contains("generation 2");
  }

  @Test
  void theSameSnapshotUnderANewGenerationIsStillUpdating() {
    Ref again = RefSamples.of(name("n1"), FIRST.snapshot(), 3, EPOCH);

    assertThat(standing(again, applied(FIRST)).state()).isEqualTo(NodeState.UPDATING);
  }

  @Test
  void aRefusalOfTheCurrentRefDegrades() {
    NodeStatus refusing = with(applied(FIRST), Link.STALE, Reachability.HEARD, refusalOf(SECOND));

    NodeStanding standing = standing(SECOND, refusing);

    assertThat(standing.state()).isEqualTo(NodeState.DEGRADED);
    assertThat(standing.reason()).contains("digest-mismatch").contains("blob differs");
  }

  @Test
  void aRefusalOfAFormerRefDoesNotCount() {
    NodeStatus refused =
        with(applied(SECOND), Link.CONNECTED, Reachability.HEARD, refusalOf(FIRST));

    assertThat(standing(SECOND, refused).state()).isEqualTo(NodeState.READY);
  }

  @Test
  void aNodeOutOfTouchWithTheStoreIsStaleEvenIfItRunsWhatItMust() {
    NodeStatus stale = with(applied(FIRST), Link.STALE, Reachability.HEARD, Optional.empty());

    assertThat(standing(FIRST, stale).state()).isEqualTo(NodeState.STALE);
  }

  @Test
  void silenceComesBeforeEverythingElse() {
    NodeStatus silent = with(applied(FIRST), Link.STALE, Reachability.SILENT, refusalOf(SECOND));

    assertThat(standing(SECOND, silent).state()).isEqualTo(NodeState.LOST);
  }

  @Test
  void aNodeWithoutARefWaitsForItsFirst() {
    NodeFacts facts = new NodeFacts(NODE, Optional.empty(), Optional.of(applied(FIRST)));

    assertThat(facts.standing().state()).isEqualTo(NodeState.UPDATING);
  }
}
