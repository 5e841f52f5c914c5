package io.skerry.agent.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartPlanTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Kept OLD = kept("old", 1);
  private static final Kept GOOD = kept("good", 2);
  private static final Kept FRESH = kept("fresh", 3);

  @Test
  void emptyDiskStartsNothing() {
    assertThat(StartPlan.of(List.of(), Trial.NONE, NOW)).isEqualTo(new StartPlan.Nothing());
  }

  @Test
  void oneSnapshotAskedForTwiceIsKeptUnderBothGenerations() {
    assertThat(kept("old", 1)).isEqualTo(OLD).hasSameHashCodeAs(OLD);
    assertThat(kept("old", 2)).isNotEqualTo(OLD);
    assertThat(kept("good", 1)).isNotEqualTo(OLD);
  }

  @Test
  void newestSnapshotIsStartedThreeTimesAndThenTheLastKnownGoodOne() {
    Trial trial = Trial.NONE.served(OLD).served(GOOD);
    for (int start = 1; start <= StartPlan.MOST_STARTS; start++) {
      StartPlan.Serve serve = serve(List.of(FRESH, GOOD, OLD), trial);
      assertThat(serve.choice()).isEqualTo(FRESH);
      assertThat(serve.trial().starts(FRESH.snapshot())).isEqualTo(start);
      trial = serve.trial();
    }
    StartPlan.Serve reverted = serve(List.of(FRESH, GOOD, OLD), trial);
    assertThat(reverted.choice()).isEqualTo(GOOD);
    assertThat(reverted.trial().quarantineOf(FRESH.snapshot()))
        .contains(new Quarantine(FRESH.snapshot(), 3, NOW));
  }

  @Test
  void provenSnapshotIsPreferredToANewerOneThatIsNot() {
    Kept between = kept("between", 3);
    Kept bad = kept("bad", 4);
    Trial trial = Trial.NONE.served(GOOD).quarantine(bad, NOW);
    assertThat(serve(List.of(bad, between, GOOD), trial).choice()).isEqualTo(GOOD);
  }

  @Test
  void provenSnapshotThatCrashesTooGivesWayToTheOneBefore() {
    Trial trial = Trial.NONE.served(OLD).served(GOOD).started(GOOD.snapshot());
    trial = trial.started(GOOD.snapshot()).started(GOOD.snapshot());
    StartPlan.Serve serve = serve(List.of(GOOD, OLD), trial);
    assertThat(serve.choice()).isEqualTo(OLD);
    assertThat(serve.trial().isProven(GOOD.snapshot())).as("known good no more").isFalse();
  }

  @Test
  void onlySnapshotIsHeldBackAndNeverQuarantined() {
    Trial trial = Trial.NONE;
    for (int start = 0; start < StartPlan.MOST_STARTS; start++) {
      trial = serve(List.of(FRESH), trial).trial();
    }
    for (int start = 0; start < 300; start++) {
      StartPlan plan = StartPlan.of(List.of(FRESH), trial, NOW);
      assertThat(plan).isInstanceOf(StartPlan.HoldBack.class);
      trial = ((StartPlan.HoldBack) plan).trial();
      assertThat(trial.quarantined()).isEmpty();
    }
  }

  @Test
  void quarantineEndsWithALaterSnapshotThatProvesItself() {
    Trial trial = Trial.NONE.served(GOOD).quarantine(FRESH, NOW);
    assertThat(trial.served(GOOD).quarantineOf(FRESH.snapshot()))
        .as("what it went back to proves nothing")
        .isPresent();
    assertThat(trial.served(kept("good", 4)).quarantined()).isEmpty();
  }

  @Test
  void orderlyEndTakesBackItsStartOnly() {
    Trial twice = Trial.NONE.started(FRESH.snapshot()).started(FRESH.snapshot());
    assertThat(twice.ended().starts(FRESH.snapshot())).isEqualTo(1);
    assertThat(twice.ended().ended()).isEqualTo(Trial.NONE);
    assertThat(Trial.NONE.ended()).isEqualTo(Trial.NONE);
  }

  @Test
  void memoryIsBounded() {
    Trial trial = Trial.NONE;
    for (int i = 1; i <= 50; i++) {
      trial = trial.served(kept("good" + i, i)).quarantine(kept("bad" + i, 1_000 + i), NOW);
    }
    assertThat(trial.proven())
        .containsExactly(kept("good50", 50), kept("good49", 49), kept("good48", 48));
    assertThat(trial.quarantined()).hasSize(Trial.MOST_QUARANTINED);
    assertThat(TrialFormat.decode(ByteBuffer.wrap(TrialFormat.encode(trial)))).contains(trial);
  }

  @Test
  void anythingButAWholeTrialIsRefused() {
    byte[] bytes =
        TrialFormat.encode(Trial.NONE.served(GOOD).quarantine(FRESH, NOW).started(OLD.snapshot()));
    assertThat(
            IntStream.range(0, bytes.length)
                .mapToObj(length -> TrialFormat.decode(ByteBuffer.wrap(bytes, 0, length))))
        .allMatch(java.util.Optional::isEmpty);
    bytes[1 + 32] = (byte) 200;
    assertThat(TrialFormat.decode(ByteBuffer.wrap(bytes))).isEmpty();
  }

  private static StartPlan.Serve serve(List<Kept> kept, Trial trial) {
    StartPlan plan = StartPlan.of(kept, trial, NOW);
    assertThat(plan).isInstanceOf(StartPlan.Serve.class);
    return (StartPlan.Serve) plan;
  }

  private static Kept kept(String content, long generation) {
    Digest digest = Bytes.utf8(content).digest();
    return new Kept(digest, generation);
  }
}
