package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.history.AcceptedEvent;
import io.skerry.control.history.HistoryItem;
import io.skerry.control.history.HistoryQuery;
import io.skerry.control.history.HistoryRecorder;
import io.skerry.control.history.HistoryRepository;
import io.skerry.control.history.PastRef;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// From an accepted transaction to PostgreSQL, through everything that lies between.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class HistoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject StateStore store;
  @Inject Keys keys;
  @Inject FleetView view;
  @Inject IdSource ids;
  @Inject InstantSource clock;
  @Inject HistoryRepository repository;
  @Inject HistoryRecorder recorder;

  /// Filled in by [Stores].
  @SuppressWarnings("NullAway.Init")
  PostgresServer postgres;

  private AuditEvent event(Resource resource, String actor) {
    return new AuditEvent(
        ids.nextUlid(),
        clock.instant(),
        actor,
        "api",
        "request-1",
        List.of(
            new AuditEvent.Change.ResourceChanged(
                resource.id(),
                AuditEvent.Verb.CREATED,
                1,
                Optional.of(keys.resource(resource.id()).codec().encode(resource).digest()),
                Optional.of(new JsonDocument("{\"a\":1}")))));
  }

  private Revision declare(Resource resource, String actor) {
    AuditEvent event = event(resource, actor);
    CommitOutcome outcome =
        store.commit(
            Txn.builder()
                .put(keys.resource(resource.id()), resource)
                .put(keys.outbox(event.id()), event)
                .build());
    assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    return ((CommitOutcome.Committed) outcome).revision();
  }

  private static <T> T ask(Supplier<Uni<T>> question) {
    try {
      return VertxContextSupport.subscribeAndAwait(question);
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<HistoryItem> by(String actor) {
    HistoryQuery query =
        new HistoryQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of(actor),
            Optional.empty(),
            Optional.empty(),
            1000);
    return ask(() -> repository.find(query));
  }

  @Test
  void anAcceptedChangeReachesTheHistoryWithItsRevision() {
    Revision revision = declare(cell("history-1", "r1"), "ada");

    await().atMost(PATIENCE).until(() -> by("ada").size() == 1);

    HistoryItem item = by("ada").getFirst();
    assertThat(item.revision()).isEqualTo(revision.value());
    assertThat(item.subject())
        .isEqualTo(new HistoryItem.Subject.OfResource("cells/history-1", "created", 1));
    await().atMost(PATIENCE).until(() -> view.image().outbox().isEmpty());
  }

  @Test
  void anEventThatIsRecordedAgainIsKeptOnce() {
    AuditEvent event = event(cell("history-2", "r1"), "bob");
    AcceptedEvent accepted = new AcceptedEvent(event, new Revision(7));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> by("nobody").isEmpty());

    recorder.record(List.of(accepted));
    recorder.record(
        List.of(accepted, new AcceptedEvent(event(cell("x", "r"), "bob"), new Revision(8))));

    assertThat(by("bob")).extracting(HistoryItem::revision).containsExactly(8L, 7L);
  }

  @Test
  void whatANodeWasToldToRunCanBeAskedForAnyInstant() {
    declare(cell("history-3", "r3"), "cleo");
    declare(node("history-node", "history-3"), "cleo");
    await().atMost(PATIENCE).until(() -> refAtNow("history-node").isPresent());
    PastRef first = refAtNow("history-node").orElseThrow();

    declare(policy("history-policy", 1, "new"), "cleo");

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              new SimulatedNodes(store, keys).follow(view.image(), _ -> false);
              return refAtNow("history-node").orElseThrow().generation() > first.generation();
            });
    Optional<PastRef> then =
        ask(() -> repository.refAt(name("history-node"), first.issuedAt().plusMillis(1)));
    assertThat(then).contains(first);
    assertThat(refAtNow("history-node").orElseThrow().previous()).contains(first.snapshot());
    HistoryQuery ofNode =
        new HistoryQuery(
            Optional.empty(),
            Optional.of(name("history-node")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            10);
    assertThat(ask(() -> repository.find(ofNode)))
        .anyMatch(item -> item.subject() instanceof HistoryItem.Subject.OfResource)
        .anyMatch(item -> item.node().equals(Optional.of("history-node")));
  }

  private Optional<PastRef> refAtNow(String node) {
    return ask(() -> repository.refAt(name(node), clock.instant()));
  }

  @Test
  void aDatabaseThatIsAwayStopsNothingAndLosesNothing() {
    int changes = 25;
    declare(cell("history-4", "r4"), "dora");
    await().atMost(PATIENCE).until(() -> by("dora").size() == 1);

    postgres.stop();
    for (int i = 1; i < changes; i++) {
      declare(node("away-" + i, "history-4"), "dora");
    }
    await().atMost(PATIENCE).until(() -> view.image().refs().has(name("away-" + (changes - 1))));
    assertThat(view.image().outbox().size()).isGreaterThanOrEqualTo(changes - 1);
    postgres.startAgain();

    await().atMost(PATIENCE).until(() -> view.image().outbox().isEmpty());
    assertThat(by("dora"))
        .extracting(HistoryItem::eventId)
        .hasSize(changes)
        .doesNotHaveDuplicates();
  }
}
