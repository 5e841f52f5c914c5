package io.skerry.control.api.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.plan.Preview;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.RolloutDocument;
import io.skerry.policy.rollout.Orders;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Changes what is declared as the REST API does, rollouts included, without its edge.
public final class Operator {

  private static final int ATTEMPTS = 100;

  private final StateStore store;
  private final Keys keys;
  private final InstantSource clock;
  private final IdSource ids;
  private final RequestOrigin origin;
  private final Drafts drafts;

  /// @param name who it is
  public Operator(StateStore store, Keys keys, InstantSource clock, IdSource ids, String name) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
    this.ids = ids;
    this.origin = RequestOrigin.unauthenticated("request", name, "127.0.0.1");
    this.drafts = new Drafts(new Preview(), ids);
  }

  /// Declares resources in one transaction, tried again while others are faster.
  ///
  /// @return the rollouts that this made
  public List<ResourceId> declare(Resource... resources) {
    return often(
        image ->
            Arrays.stream(resources)
                .map(
                    it ->
                        new Step(
                            it.id(),
                            image.resource(it.id()),
                            Optional.of(it),
                            image.resource(it.id()).isPresent()
                                ? Step.Action.UPDATED
                                : Step.Action.CREATED,
                            ""))
                .toList());
  }

  /// Removes a resource; without effect when it is not there.
  public List<ResourceId> delete(ResourceId id) {
    return often(
        image ->
            image.resource(id).stream()
                .map(it -> new Step(id, Optional.of(it), Optional.empty(), Step.Action.DELETED, ""))
                .toList());
  }

  /// Gives an order.
  ///
  /// @return what became of it, with the revision when it was accepted
  public Optional<Revision> order(ResourceId id, Rollout.Verb verb) {
    for (int i = 0; i < ATTEMPTS; i++) {
      var stored = store.get(keys.resource(id));
      if (stored.isEmpty() || !(stored.get().decode().orThrow() instanceof Rollout rollout)) {
        return Optional.empty();
      }
      Orders.Request request = new Orders.Request(verb, origin.actor(), "", clock.instant());
      if (!(Orders.place(rollout, request) instanceof Orders.Placed.Accepted(Rollout next))) {
        return Optional.empty();
      }
      AuditEvent event = event(next);
      Txn txn =
          Txn.builder()
              .requireUnchanged(keys.resource(id), stored.get().modified())
              .put(keys.resource(id), next)
              .put(keys.outbox(event.id()), event)
              .build();
      if (store.commit(txn) instanceof CommitOutcome.Committed(Revision at)) {
        return Optional.of(at);
      }
    }
    throw new AssertionError("others were always faster");
  }

  /// Everything that is stored.
  public FleetImage image() {
    return image(store, keys);
  }

  /// Everything that a store holds.
  public static FleetImage image(StateStore store, Keys keys) {
    List<Change> changes = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
    Revision revision = Revision.ZERO;
    while (next.isPresent()) {
      Page page = store.list(keys.all(), next.get());
      page.entries().forEach(entry -> changes.add(new Change.Put(entry)));
      revision = page.revision();
      next = page.next();
    }
    return FleetImage.EMPTY.apply(keys, changes, revision).after();
  }

  private AuditEvent event(Rollout after) {
    AuditEvent.Change change =
        new AuditEvent.Change.ResourceChanged(
            after.id(),
            AuditEvent.Verb.UPDATED,
            1,
            Optional.empty(),
            Optional.of(RolloutDocument.of(after)));
    return new AuditEvent(
        ids.nextUlid(), clock.instant(), origin.actor(), "api", "request", List.of(change));
  }

  private List<ResourceId> often(Plan plan) {
    for (int i = 0; i < ATTEMPTS; i++) {
      FleetImage image = image();
      List<Step> steps = plan.steps(image);
      if (steps.isEmpty()) {
        return List.of();
      }
      var prospect =
          drafts
              .of(steps, image, new Terms(Terms.Mode.COMMIT, true, Optional.empty()), origin, now())
              .orElse(
                  problem -> {
                    throw new AssertionError(problem.detail());
                  });
      Txn txn =
          new Transactions(keys, ids.nextUlid(), now())
              .of(steps, prospect, origin)
              .orElse(
                  problem -> {
                    throw new AssertionError(problem.detail());
                  });
      CommitOutcome outcome = store.commit(txn);
      if (outcome instanceof CommitOutcome.Committed) {
        return prospect.draft().created().stream().map(Rollout::id).toList();
      }
      assertThat(outcome).isInstanceOf(CommitOutcome.Conflict.class);
    }
    throw new AssertionError("others were always faster");
  }

  private java.time.Instant now() {
    return clock.instant();
  }

  /// A rollout as it is stored.
  public Optional<Versioned<Rollout>> rollout(ResourceId id) {
    return store
        .get(keys.resource(id))
        .flatMap(
            found ->
                found.decode().orThrow() instanceof Rollout rollout
                    ? Optional.of(new Versioned<>(rollout, found.created(), found.modified()))
                    : Optional.empty());
  }

  private interface Plan {
    List<Step> steps(FleetImage image);
  }
}
