package io.skerry.control.rollout.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.policy.rollout.Evidence.Comparison;
import io.skerry.policy.rollout.Evidence.Judgement;
import io.skerry.policy.rollout.Evidence.Versions;
import io.skerry.policy.rollout.RolloutSight;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.LatencyBuckets;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Streams of requests by seed, looked at after every window.
class TrafficEvidenceTest {

  private static final Gate ERRORS =
      new Gate(Metric.ERROR_RATE, Optional.of(0.001), Optional.empty(), true, 500);
  private static final Gate LENIENT =
      new Gate(Metric.ERROR_RATE, Optional.of(0.005), Optional.empty(), true, 500);
  private static final Gate SLOWER =
      new Gate(Metric.LATENCY_P99, Optional.of(0.2), Optional.empty(), true, 500);
  private static final Gate LIMIT =
      new Gate(Metric.ERROR_RATE, Optional.of(0.01), Optional.empty(), false, 500);
  private static final ResourceName STEP = new ResourceName("r1-step-0");
  private static final String NEW = "a".repeat(64);
  private static final String OLD = "b".repeat(64);
  private static final int WINDOWS = 40;
  private static final int REQUESTS = 1000;

  private final Set<String> greens = new HashSet<>();
  private final Map<SnapshotVersion, Counted> sums = new HashMap<>();
  private Sides sides = new Sides(Set.of(NEW), Set.of(OLD));
  private Instant now = Declarations.EPOCH;

  @Test
  void equalVersionsAreStoppedLessOftenThanOnceInAHundred() {
    long stopped =
        runs(60).filter(seed -> verdict(ERRORS, seed, 0.002, 0.002) == Verdict.RED).count();

    assertThat(stopped).isLessThanOrEqualTo(1);
  }

  @Test
  void equalVersionsPass() {
    assertThat(runs(10)).allMatch(seed -> verdict(LENIENT, seed, 0.0005, 0.0005) == Verdict.GREEN);
  }

  @Test
  void aVersionThatFailsOneRequestInAHundredIsStopped() {
    assertThat(runs(40)).allMatch(seed -> verdict(ERRORS, seed, 0.01, 0.001) == Verdict.RED);
  }

  @Test
  void aVersionThatIsTwiceAsSlowIsStopped() {
    window(NEW, 20_000, 0, 40_000);
    window(OLD, 20_000, 0, 20_000);

    assertThat(judge(SLOWER).verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void fewRequestsDecideNothing() {
    window(NEW, 400, 400, 1000);
    window(OLD, 400, 0, 1000);

    assertThat(judge(ERRORS).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judge(ERRORS).reason()).contains("too few");
  }

  @Test
  void whatWasGreenWaitsWhenTheCanaryFallsSilent() {
    green();
    now = now.plus(TrafficEvidence.FRESH).plusSeconds(1);

    Judgement silent = judge(ERRORS);

    assertThat(silent.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(silent.reason()).contains("reported no request since");
  }

  @Test
  void whatWasGreenWaitsWhenMeasurementsCannotBeRead() {
    green();

    Judgement away = judge(ERRORS, measured().failing("PostgreSQL does not answer"));

    assertThat(away.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(away.reason()).contains("cannot be read", "PostgreSQL");
  }

  @Test
  void measurementsThatWereReadLongAgoDecideNothing() {
    green();
    Measured old = measured();
    now = now.plus(TrafficEvidence.READ).plusSeconds(1);

    assertThat(judge(ERRORS, old).reason()).contains("was last read at");
  }

  @Test
  void aNodeThatNobodyHeardOfDecidesNothing() {
    assertThat(judge(ERRORS).reason()).contains("no node reports requests of asr");
    assertThat(judge(ERRORS, Measured.NOTHING).reason()).contains("is being read");
  }

  @Test
  void aGreenThatTurnsRedIsRed() {
    green();
    window(NEW, 5_000, 500, 1000);

    assertThat(judge(ERRORS).verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void aSnapshotThatWasSeenOnBothSidesCountsOnNeither() {
    sides = new Sides(Set.of(NEW), Set.of(OLD, NEW));
    window(NEW, 20_000, 5_000, 1000);
    window(OLD, 20_000, 0, 1000);

    assertThat(judge(ERRORS).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void versionsAreComparedWithinTheSnapshotsOfTheStep() {
    window(NEW, 20_000, 5_000, 1000);

    TrafficEvidence evidence = new TrafficEvidence(measured(), greens, now);

    assertThat(evidence.judge(LIMIT, step()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(evidence.asked().questions()).hasSize(1);
  }

  @Test
  void whatWasMeasuredOfTheStepCountsAlsoUnderSnapshotsThatNobodyRunsAnyMore() {
    window(NEW, 20_000, 5_000, 1000);
    Measured known = withSides(Map.of(STEP, new Sides(Set.of(NEW), Set.of())));

    TrafficEvidence evidence = new TrafficEvidence(known, greens, now);

    assertThat(evidence.judge(LIMIT, step()).verdict()).isEqualTo(Verdict.RED);
  }

  private static Versions step() {
    return new Versions(
        STEP,
        new ResourceId(Kind.SERVICE, TenantName.DEFAULT, new ResourceName("asr")),
        Set.of(new ResourceName("v1")),
        Set.of(new ResourceName("v0")),
        List.of(),
        Declarations.EPOCH);
  }

  private Stream<Long> runs(int runs) {
    return Stream.iterate(1L, seed -> seed + 1).limit(runs);
  }

  /// The first verdict of a stream that is looked at after every window.
  private Verdict verdict(Gate gate, long seed, double canary, double baseline) {
    SplittableRandom random = new SplittableRandom(seed);
    sums.clear();
    greens.clear();
    for (int i = 0; i < WINDOWS; i++) {
      now = now.plusSeconds(10);
      window(NEW, REQUESTS, errors(random, canary), 1000);
      window(OLD, REQUESTS, errors(random, baseline), 1000);
      Verdict verdict = judge(gate).verdict();
      if (verdict != Verdict.INCONCLUSIVE) {
        return verdict;
      }
    }
    return Verdict.INCONCLUSIVE;
  }

  private static long errors(SplittableRandom random, double rate) {
    return random.doubles(REQUESTS).filter(it -> it < rate).count();
  }

  private void green() {
    window(NEW, 50_000, 5, 1000);
    window(OLD, 50_000, 5, 1000);
    assertThat(judge(ERRORS).verdict()).isEqualTo(Verdict.GREEN);
  }

  private void window(String snapshot, long requests, long errors, long micros) {
    Counted counted =
        Counted.of(errors, List.of(new long[] {LatencyBuckets.of(micros), requests}), now);
    sums.merge(new SnapshotVersion(snapshot, "v1"), counted, Counted::plus);
  }

  private Judgement judge(Gate gate) {
    return judge(gate, measured());
  }

  private Judgement judge(Gate gate, Measured known) {
    RolloutSight rollout =
        RolloutSight.of(RolloutSamples.in(Phase.BAKING, 1), Stream.of(), Set.of());
    return new TrafficEvidence(known, greens, now)
        .judge(gate, new Comparison(rollout, List.of(), List.of()));
  }

  private Measured measured() {
    return withSides(Map.of(RolloutSamples.NAME, sides));
  }

  private Measured withSides(Map<ResourceName, Sides> known) {
    TrafficQuestion question =
        new TrafficQuestion(TenantName.DEFAULT, new ResourceName("asr"), Declarations.EPOCH);
    return new Measured(
        Optional.of(now), Optional.empty(), Map.of(question, Map.copyOf(sums)), known);
  }
}
