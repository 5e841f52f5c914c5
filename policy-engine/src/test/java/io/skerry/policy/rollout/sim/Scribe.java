package io.skerry.policy.rollout.sim;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.rollout.sim.SimDecider.Work;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Need;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.WaveMembers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Turns what was decided into transactions, each fenced and over what was seen.
///
/// @param seen the store as it was decided from
/// @param unsettled keys that must be left alone
/// @param editions of what was seen
/// @param name of the controller
/// @param term of the controller
/// @param started when the controller started
record Scribe(
    SortedMap<String, Entry> seen,
    Set<String> unsettled,
    Editions editions,
    World world,
    String name,
    long term,
    long started) {

  private static final int REFS_PER_TXN = 3;

  List<Txn> write(Work work, Instant now) {
    List<Txn> txns = new ArrayList<>();
    for (Decision decision : work.decisions().decisions()) {
      if (!unsettled.contains(key(decision))) {
        Origin origin =
            new Origin(name, term, started, work.fleet(), now, Optional.of(decision), List.of());
        txns.addAll(record(decision, origin));
      }
    }
    Map<String, List<Move>> byRollout = new LinkedHashMap<>();
    for (Move move : work.moves()) {
      boolean isDecided =
          work.decisions().decisions().stream()
              .anyMatch(it -> it.rollout().metadata().name().value().equals(move.rollout()));
      if (!isDecided && !unsettled.contains(Keys.ref(move.node()))) {
        byRollout.computeIfAbsent(move.rollout(), _ -> new ArrayList<>()).add(move);
      }
    }
    byRollout.values().forEach(moves -> batches(moves, work, now, txns));
    return txns;
  }

  private void batches(List<Move> moves, Work work, Instant now, List<Txn> txns) {
    for (int from = 0; from < moves.size(); from += REFS_PER_TXN) {
      List<Move> batch = moves.subList(from, Math.min(moves.size(), from + REFS_PER_TXN));
      txns.add(
          refs(batch, new Origin(name, term, started, work.fleet(), now, Optional.empty(), batch)));
    }
  }

  private static String key(Decision decision) {
    return Keys.rollout(decision.rollout().metadata().name());
  }

  private List<Txn> record(Decision decision, Origin origin) {
    List<Txn> txns = new ArrayList<>();
    if (decision instanceof Decision.Start start) {
      List<Write> waves = new ArrayList<>();
      for (WaveMembers wave : start.plan().members(start.rollout().metadata().name())) {
        waves.add(new Write(Keys.wave(wave.rollout(), wave.wave()), Optional.of(wave)));
      }
      txns.add(new Txn(guarded(decision), waves, "waves of " + name));
    }
    txns.add(
        new Txn(
            guarded(decision),
            List.of(
                new Write(
                    key(decision), Optional.of(decision.rollout().withStatus(decision.next())))),
            origin));
    return txns;
  }

  private List<Need> guarded(Decision decision) {
    List<Need> needs = fence();
    needs.add(unchanged(key(decision)));
    return needs;
  }

  private List<Need> fence() {
    List<Need> needs = new ArrayList<>();
    if (!world.has(Bug.NO_FENCE) && !world.has(Bug.WALL_CLOCK_LEASE)) {
      needs.add(new Need.Created(Keys.LEADER, term));
    }
    return needs;
  }

  private Need unchanged(String key) {
    Entry entry = seen.get(key);
    return entry == null ? new Need.Absent(key) : new Need.Unchanged(key, entry.modified());
  }

  private Txn refs(List<Move> moves, Origin origin) {
    List<Need> needs = fence();
    String rollout = moves.getFirst().rollout();
    if (!rollout.equals(Admission.INVENTORY) && !world.has(Bug.PAUSE_IGNORES_IN_FLIGHT)) {
      needs.add(unchanged(Keys.rollout(new ResourceName(rollout))));
    }
    List<Write> writes = new ArrayList<>();
    for (Move move : moves) {
      CompiledSnapshot snapshot = editions.snapshotOf(move.node(), move.carries()).orElseThrow();
      needs.add(unchanged(Keys.ref(move.node())));
      writes.add(new Write(Keys.snapshot(snapshot.digest()), Optional.of(snapshot)));
      writes.add(new Write(Keys.ref(move.node()), Optional.of(ref(move, snapshot, origin))));
    }
    return new Txn(needs, writes, origin);
  }

  private Ref ref(Move move, CompiledSnapshot snapshot, Origin origin) {
    NodeSight node = origin.fleet().node(move.node()).orElseThrow();
    long stored = node.facts().ref().map(Ref::generation).orElse(0L);
    long step = world.has(Bug.ROLLBACK_KEEPS_COUNTER) && move.kind() == Ref.Reason.ROLLBACK ? 0 : 1;
    return new Ref(
        move.node(),
        snapshot.digest(),
        Math.max(stored, Sights.applied(node)) + step,
        move.rollout(),
        move.wave(),
        move.kind(),
        move.issuedAt(),
        move.carries());
  }
}
