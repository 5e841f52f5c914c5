package io.skerry.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.Samples;
import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryTree;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus.Applied;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Digest DIGEST = Samples.published(1, 1).digest();

  private final StatusBoard board = new StatusBoard("boot-1", "0.1.0", () -> Instant.EPOCH);
  private final List<String> wishes = new CopyOnWriteArrayList<>();
  private final FakeControlPlane controlPlane = new FakeControlPlane();
  private final ReportLoop loop =
      new ReportLoop(
          new ReportLoop.Target(
              List.of(URI.create("http://one"), URI.create("http://two")),
              "iad-1.secret",
              Duration.ofMinutes(5)),
          board,
          controlPlane,
          System::nanoTime,
          new SplittableRandom(1),
          (_, bearer, wish) -> wishes.add(bearer + " " + wish));
  private final Thread thread = Thread.ofVirtual().unstarted(loop);

  @AfterEach
  void stop() throws InterruptedException {
    loop.close();
    assertThat(thread.join(PATIENCE)).as("the loop ends when closed").isTrue();
  }

  @Test
  void activationIsReportedAtOnceAndNotWithTheNextHeartbeat() {
    thread.start();
    board.activate(view(1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(controlPlane.delivered.getLast().applied().orElseThrow().generation())
                    .isEqualTo(1));
  }

  @Test
  void whatAnAnswerWantsOfTheRequestLogIsPassedOn() {
    controlPlane.logsWanted = Optional.of("w1 2026-11-20T12:00:00Z 2026-11-20T12:10:00Z 50");
    thread.start();
    await().atMost(PATIENCE).until(() -> !wishes.isEmpty());
    assertThat(wishes.getFirst())
        .isEqualTo("iad-1.secret w1 2026-11-20T12:00:00Z 2026-11-20T12:10:00Z 50");
  }

  @Test
  void whatTheNodeCanRunIsSaidToWhoAsksForItAndToNobodyElse() {
    Abilities abilities = Checkout.ABILITIES;
    board.can(abilities);
    thread.start();
    await().atMost(PATIENCE).until(() -> controlPlane.delivered.size() == 1);
    controlPlane.abilitiesWanted = Optional.of("1");
    board.activate(view(1));
    await().atMost(PATIENCE).until(() -> controlPlane.delivered.size() == 2);
    controlPlane.abilitiesWanted = Optional.empty();
    board.activate(view(2));
    await().atMost(PATIENCE).until(() -> controlPlane.delivered.size() == 3);
    board.activate(view(3));
    await().atMost(PATIENCE).until(() -> controlPlane.delivered.size() == 4);

    assertThat(controlPlane.delivered)
        .extracting(Report::abilities)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of(abilities), Optional.empty());
  }

  @Test
  void changesWithinTheSpreadThatTheControlPlaneAsksForAreOneReport() {
    controlPlane.spread = Duration.ofSeconds(4);
    thread.start();
    await().atMost(PATIENCE).until(() -> !controlPlane.delivered.isEmpty());
    for (int generation = 1; generation <= 100; generation++) {
      board.activate(view(generation));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(controlPlane.delivered.getLast().applied().map(Applied::generation))
                    .contains(100L));
    assertThat(controlPlane.delivered).hasSizeLessThan(4);
  }

  @Test
  void refusalIsReportedWithItsCodeAndDigest() {
    thread.start();
    board.reject(new Rejection(DIGEST, 7, NackCode.MISSING_BLOB, "gone"));
    await()
        .atMost(PATIENCE)
        .until(() -> controlPlane.delivered.stream().anyMatch(r -> r.rejected().isPresent()));
    assertThat(controlPlane.delivered.getLast().rejected().orElseThrow().code())
        .isEqualTo("missing-blob");
    assertThat(controlPlane.delivered.getLast().rejected().orElseThrow().snapshot())
        .isEqualTo(DIGEST);
  }

  @Test
  void anotherControlPlaneIsTriedWithoutAPause() {
    controlPlane.away.add("one");
    thread.start();
    await().atMost(PATIENCE).until(() -> !controlPlane.delivered.isEmpty());
    assertThat(controlPlane.tried).extracting(URI::getHost).startsWith("one", "two");
  }

  @Test
  void onlyTheLatestStatusIsSentAfterAnOutage() {
    controlPlane.away.addAll(List.of("one", "two"));
    thread.start();
    for (int generation = 1; generation <= 1000; generation++) {
      board.activate(view(generation));
    }
    await().atMost(PATIENCE).until(() -> controlPlane.tried.size() >= 2);
    controlPlane.away.clear();
    await().atMost(PATIENCE).until(() -> !controlPlane.delivered.isEmpty());
    assertThat(controlPlane.delivered.getFirst().applied().orElseThrow().generation())
        .isEqualTo(1000);
    assertThat(controlPlane.delivered).hasSizeLessThan(3);
  }

  @Test
  void refusedCredentialBecomesAConditionAndNothingElseChanges() {
    board.activate(view(3));
    controlPlane.answer = 401;
    thread.start();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                board.report().conditions().stream()
                    .anyMatch(c -> c.type().equals("CredentialRefused")));
    assertThat(board.view().version().orElseThrow().generation()).isEqualTo(3);
  }

  private static ConfigView view(long generation) {
    return new ConfigView(
        new ConfigView.Version(DIGEST, generation, Instant.EPOCH, 1), EntryTree.EMPTY);
  }
}
