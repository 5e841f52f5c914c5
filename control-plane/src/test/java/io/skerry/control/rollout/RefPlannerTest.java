package io.skerry.control.rollout;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RefSamples;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.Txn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RefPlannerTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final int NODES = 250;

  private static Compilation compiled(int policies, String value) {
    List<Resource> resources = new ArrayList<>(List.of(cell("c1", "r1")));
    for (int i = 0; i < NODES; i++) {
      resources.add(node("node-" + i, "c1"));
    }
    for (int i = 0; i < policies; i++) {
      resources.add(policy("policy-" + i, 1, i == 0 ? value : "same"));
    }
    return Compilation.of(ResourceSet.of(resources));
  }

  private static RefPlan plan(
      Compilation compilation, Set<Digest> present, Optional<CompiledSnapshot> former) {
    ContentLibrary library = new ContentLibrary(compilation.distinctSnapshots());
    RefPlanner planner =
        new RefPlanner(
            library,
            new RefPlanner.Presence(present::contains, present::contains),
            digest ->
                former.filter(it -> it.digest().equals(digest)).map(CompiledSnapshot::snapshot));
    List<Move> moves =
        compilation.desired().entrySet().stream()
            .map(
                wanted ->
                    new Proposal(
                        wanted.getKey(),
                        wanted.getValue(),
                        former.map(it -> formerRef(wanted.getKey(), it.digest())),
                        Optional.empty(),
                        0))
            .map(
                proposal ->
                    new Move(
                        proposal,
                        new Move.Order(
                            "inventory", 0, Ref.Reason.NORMAL, Set.of(), Declarations.EPOCH),
                        Optional.empty()))
            .toList();
    return planner.plan(moves, Set.of());
  }

  private static Versioned<Ref> formerRef(ResourceName node, Digest snapshot) {
    Ref ref = RefSamples.of(node, snapshot, 7, Declarations.EPOCH);
    return new Versioned<>(ref, new Revision(3), new Revision(9));
  }

  private static RefTxns.RefTxn txn(RefPlan.RefBatch batch) {
    return new RefTxns(KEYS, new Term(new Revision(2)))
        .refs(
            batch,
            new RefTxns.Occasion("01ARZ3NDEKTSV4RRFFQ69G5FAV", Declarations.EPOCH, "pass-1"));
  }

  @Test
  void everyNodeMovesOnceInTransactionsWithinTheStoresLimits() {
    RefPlan plan = plan(compiled(3, "a"), Set.of(), Optional.empty());

    assertThat(plan.refs()).hasSize(3);
    assertThat(plan.refs().stream().flatMap(batch -> batch.moves().stream())).hasSize(NODES);
    assertThat(plan.refs())
        .allSatisfy(
            batch -> {
              Txn txn = txn(batch).txn();
              assertThat(txn.writes()).hasSizeLessThanOrEqualTo(Txn.MAX_OPERATIONS);
              assertThat(txn.requirements()).hasSizeLessThanOrEqualTo(Txn.MAX_OPERATIONS);
            });
  }

  @Test
  void littleNewContentTravelsWithTheRefs() {
    RefPlan plan = plan(compiled(3, "a"), Set.of(), Optional.empty());

    assertThat(plan.blobs()).isEmpty();
    assertThat(plan.manifests()).isEmpty();
    assertThat(plan.refs())
        .allSatisfy(
            batch -> {
              assertThat(batch.blobs().content()).hasSize(3);
              assertThat(batch.manifests().content()).hasSize(1);
            });
  }

  @Test
  void muchNewContentIsStoredFirst() {
    RefPlan plan = plan(compiled(40, "a"), Set.of(), Optional.empty());

    assertThat(plan.blobs().getFirst().content()).hasSize(40);
    assertThat(plan.manifests().getFirst().content()).hasSize(1);
    assertThat(plan.refs()).allMatch(batch -> batch.blobs().content().isEmpty());
  }

  @Test
  void whatIsStoredAlreadyIsNotStoredAgain() {
    Compilation compilation = compiled(3, "a");
    CompiledSnapshot only = compilation.distinctSnapshots().iterator().next();
    Set<Digest> present = new HashSet<>(only.blobs().keySet());
    present.add(only.digest());

    RefPlan plan = plan(compilation, present, Optional.empty());

    assertThat(plan.refs())
        .allMatch(
            batch -> batch.blobs().content().isEmpty() && batch.manifests().content().isEmpty());
  }

  @Test
  void onlyWhatANodeLacksIsAttached() {
    Compilation before = compiled(3, "a");
    CompiledSnapshot former = before.distinctSnapshots().iterator().next();
    Compilation after = compiled(3, "b");
    CompiledSnapshot wanted = after.distinctSnapshots().iterator().next();

    RefPlan plan = plan(after, Set.of(), Optional.of(former));

    Set<Digest> lacking = new TreeSet<>(wanted.blobs().keySet());
    former.snapshot().entries().stream().map(Snapshot.Entry::blob).forEach(lacking::remove);
    lacking.add(wanted.digest());
    assertThat(lacking).hasSize(2);
    assertThat(plan.refs().getFirst().moves())
        .allSatisfy(attached -> assertThat(attached.attachments()).containsOnlyKeys(lacking));
  }

  @Test
  void whatIsTooLargeIsNotAttached() {
    RefPlan plan =
        plan(compiled(1, "x".repeat(RefEnvelope.MAX_ATTACHED_BYTES)), Set.of(), Optional.empty());

    assertThat(plan.refs().getFirst().moves())
        .allMatch(attached -> attached.attachments().isEmpty());
  }

  @Test
  void aRefGetsTheNextGenerationOverTheVersionItStartedFrom() {
    CompiledSnapshot former = compiled(1, "a").distinctSnapshots().iterator().next();
    RefPlan plan = plan(compiled(1, "b"), Set.of(), Optional.of(former));

    RefTxns.RefTxn txn = txn(plan.refs().getFirst());

    assertThat(txn.refs().values()).allMatch(ref -> ref.generation() == 8);
    ResourceName node = txn.refs().keySet().iterator().next();
    assertThat(txn.txn().requirements())
        .contains(new Txn.Requirement.Unchanged(KEYS.ref(node), new Revision(9)))
        .contains(new Txn.Requirement.Fence(KEYS.leader(), new Revision(2)));
  }
}
