package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static io.skerry.control.fleet.RolloutSamples.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.control.lease.Term;
import io.skerry.control.notice.Destinations;
import io.skerry.control.notice.Retries;
import io.skerry.control.notice.Signature;
import io.skerry.control.runtime.Receiver.Answer;
import io.skerry.control.runtime.Receiver.Call;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.NotificationTarget.Event;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.EtcdProcess;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.Txn;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages about rollouts, from the decision in a real store to a real receiver.
final class NotifierTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] SECRET = "s3cret".getBytes(StandardCharsets.UTF_8);

  private final EtcdProcess etcd = EtcdProcess.start();
  private final Vertx vertx = Vertx.vertx();
  private final RunningReplica replica =
      RunningReplica.start("one", etcd.config(), Duration.ofSeconds(30), new MemoryHistory());
  @TempDir private Path secrets = Path.of("");
  private final UndeliveredCounts counts = new UndeliveredCounts();
  private Optional<Thread> notifier = Optional.empty();

  @AfterEach
  void stop() {
    notifier.ifPresent(Thread::interrupt);
    replica.close();
    vertx.close();
    etcd.close();
  }

  private void notifying() throws IOException {
    await().atMost(PATIENCE).until(replica::leads);
    Files.createDirectories(secrets.resolve("default"));
    Files.writeString(secrets.resolve("default/hook"), "s3cret\n");
    Term term = replica.term();
    Office office = new Office();
    office.enter(term);
    NotifierLoop loop =
        new NotifierLoop(
            new Replica(
                replica.store(),
                RunningReplica.KEYS,
                replica.view(),
                office,
                InstantSource.system(),
                new Random(1)),
            new Courier(vertx, new Destinations(true), Duration.ofMillis(500)),
            new NoticeSecrets(Optional.of(secrets)),
            new Retries(new Random(1), Duration.ofMillis(10)),
            counts);
    notifier =
        Optional.of(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        loop.run(term);
                      } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }

  private static NotificationTarget target(String name, URI url, Event... events) {
    return new NotificationTarget(
        new Metadata(name(name), TenantName.DEFAULT, Map.of(), Map.of(), Optional.empty()),
        new NotificationTarget.Spec(url, Set.of(events), Optional.of(name("hook"))));
  }

  private void rollOut() {
    replica.operator().declare(atOnce("standard"));
    replica.operator().declare(cell("c1", "r1"), node("n1", "c1"), policy("p", 1, "a"));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              new SimulatedNodes(replica.store(), RunningReplica.KEYS)
                  .follow(replica.view().image(), _ -> false);
              return replica.view().image().rollouts().findAny().isPresent()
                  && replica.view().image().rollouts().noneMatch(it -> it.value().isActive());
            });
  }

  private boolean isEmpty() {
    return replica
        .store()
        .list(RunningReplica.KEYS.notifications(), PageRequest.first(10))
        .entries()
        .isEmpty();
  }

  private static void assertSigned(Call call) {
    Instant at = Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp")));
    assertThat(call.header("webhook-signature"))
        .isEqualTo(Signature.of(SECRET, call.header("webhook-id"), at, call.body()));
  }

  @Test
  void aReceiverThatFailsHangsAndRedirectsGetsTheMessageInTheEnd() throws IOException {
    try (Receiver receiver = new Receiver(Answer.FAILS, Answer.HANGS, Answer.REDIRECTS)) {
      replica.operator().declare(target("ops", receiver.url("/hook"), Event.SUCCEEDED));
      rollOut();
      assertThat(isEmpty()).isFalse();
      notifying();
      await().atMost(PATIENCE).until(this::isEmpty);
      List<Call> calls = receiver.calls();
      assertThat(calls).hasSize(4).extracting(Call::path).containsOnly("/hook");
      assertThat(calls)
          .extracting(call -> call.header("webhook-id"))
          .containsOnly(calls.getFirst().header("webhook-id"));
      calls.forEach(NotifierTest::assertSigned);
      assertThat(calls.getLast().body().asText())
          .contains("\"type\":\"rollout.succeeded\"", "policies/default/p");
    }
  }

  @Test
  void aTargetThatHangsDelaysNobodyElseAndOnlyWantedEventsAreTold() throws IOException {
    try (Receiver stuck = new Receiver(Answer.HANGS, Answer.HANGS, Answer.HANGS, Answer.HANGS);
        Receiver well = new Receiver()) {
      replica
          .operator()
          .declare(
              target("a-stuck", stuck.url("/"), Event.STARTED, Event.SUCCEEDED),
              target("b-well", well.url("/"), Event.STARTED),
              target("c-bored", well.url("/bored"), Event.ROLLED_BACK));
      notifying();
      rollOut();
      await().atMost(PATIENCE).until(() -> well.calls().size() == 1);
      assertThat(well.calls().getFirst().path()).isEqualTo("/");
    }
  }

  @Test
  void aMessageThatIsToBeTriedAgainGoesAtOnce() throws IOException {
    try (Receiver receiver = new Receiver()) {
      NotificationTarget target = target("ops", receiver.url("/hook"), Event.SUCCEEDED);
      replica.operator().declare(target);
      notifying();
      await().atMost(PATIENCE).until(() -> counts.seen().isPresent());
      Instant now = Instant.now();
      store(
          new Notification(
              "01KAMQ3V5W8ZQJ4C2N7HBX6F3P",
              target.id(),
              Event.SUCCEEDED,
              CanonicalJson.document(CanonicalJson.parse(Bytes.utf8("{}")).orThrow()),
              now,
              Notification.Delivery.first(now)));
      await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }
  }

  private void store(Notification notification) {
    replica
        .store()
        .commit(
            Txn.builder()
                .put(RunningReplica.KEYS.notification(notification.id()), notification)
                .build());
  }
}
