package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.trial.StartPlan;
import io.skerry.schema.model.NodeStatus.Condition;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbationLoopTest {

  private static final Published FIRST = Samples.published(2, 1);
  private static final Published SECOND = Samples.published(2, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
  private final MapContent store = new MapContent();
  private StatusBoard board;
  private NodeStart node;
  private ProbationLoop loop;

  @BeforeEach
  void start() {
    open(NEVER, NEVER);
  }

  @AfterEach
  void end() {
    loop.close();
  }

  @Test
  void whatServesItsSoakIsProvenAndSurvivesAStart() {
    begin(SOON, NEVER);
    accept(1, FIRST);
    await().atMost(PATIENCE).until(() -> phase(1, FIRST) == CanaryPhase.PROVEN);
    accept(2, SECOND);
    await().atMost(PATIENCE).until(() -> phase(2, SECOND) == CanaryPhase.PROVEN);
    begin(NEVER, NEVER);
    assertThat(phase(2, SECOND)).isEqualTo(CanaryPhase.PROVEN);
    assertThat(node.probation().isProven(FIRST.digest())).isTrue();
  }

  @Test
  void whatIsReplacedBeforeItsSoakIsOverIsNotProven() {
    begin(Duration.ofMinutes(5), NEVER);
    accept(1, FIRST);
    accept(2, SECOND);
    assertThat(phase(1, FIRST)).isEqualTo(CanaryPhase.SOAKING);
    assertThat(phase(2, SECOND)).isEqualTo(CanaryPhase.SOAKING);
  }

  @Test
  void onlySnapshotComesBackAfterAWhileAndIsForgivenOnceItServes() {
    crashWithTheOnlySnapshot();
    begin(SOON, SOON);
    await().atMost(PATIENCE).until(() -> phase(1, FIRST) == CanaryPhase.PROVEN);
    await().atMost(PATIENCE).until(() -> conditions().isEmpty());
    assertThat(board.report().rejected()).isEmpty();
  }

  @Test
  void betterSnapshotIsTakenWhileTheOnlyOneIsHeldBack() {
    crashWithTheOnlySnapshot();
    begin(NEVER, NEVER);
    assertThat(node.applier().isHoldingBack()).isTrue();
    assertThat(conditions()).containsExactly("CrashLoop");
    assertThat(node.applier().accept(Samples.ref(1, FIRST.digest()), 0, store))
        .as("the ref that stands")
        .isInstanceOf(Outcome.Refused.class);
    accept(2, SECOND);
    assertThat(conditions()).isEmpty();
    node.applier().release();
    assertThat(board.view().version().orElseThrow().snapshot()).isEqualTo(SECOND.digest());
  }

  private void crashWithTheOnlySnapshot() {
    begin(NEVER, NEVER);
    accept(1, FIRST);
    for (int start = 0; start < StartPlan.MOST_STARTS; start++) {
      begin(NEVER, NEVER);
      assertThat(board.view().version()).isPresent();
    }
  }

  private void begin(Duration soak, Duration grace) {
    loop.close();
    open(soak, grace);
  }

  private void open(Duration soak, Duration grace) {
    store.content.putAll(FIRST.content());
    store.content.putAll(SECOND.content());
    board = new StatusBoard("boot-1", "0.1.0", Rig.TIMING.clock());
    node = NodeStart.begin(Samples.NODE, SnapshotJournal.open(disk), board, Rig.TIMING);
    loop = new ProbationLoop(board, node, soak, System::nanoTime, grace);
    Thread.ofVirtual().start(loop);
  }

  private void accept(long generation, Published snapshot) {
    assertThat(node.applier().accept(Samples.ref(generation, snapshot.digest()), 0, store))
        .isInstanceOf(Outcome.Activated.class);
  }

  private CanaryPhase phase(long generation, Published snapshot) {
    return node.probation().phase(new Kept(snapshot.digest(), generation));
  }

  private List<String> conditions() {
    return board.report().conditions().stream().map(Condition::type).toList();
  }
}
