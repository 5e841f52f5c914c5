package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Leader;
import io.skerry.policy.rollout.sim.SimStore.Need;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A controller's lease and term.
final class Office {

  private static final long TTL = 10_000;
  private static final long RENEW = 3_000;

  private final World world;
  private final SimStore store;
  private final String name;
  private Optional<Long> lease = Optional.empty();
  private Optional<Long> term = Optional.empty();
  private long renewed;
  private Instant wallExpiry = Instant.MIN;

  Office(World world, SimStore store, String name) {
    this.world = world;
    this.store = store;
    this.name = name;
  }

  void forget() {
    lease = Optional.empty();
    term = Optional.empty();
  }

  /// Whether it leads as far as it knows, and its view includes its own election.
  boolean leads(SortedMap<String, Entry> seen, long reached) {
    return term.filter(mine -> reached >= mine && holds(seen, mine)).isPresent()
        && world.now() - renewed < TTL;
  }

  long term() {
    return term.orElseThrow();
  }

  /// Whether a clock on the wall says that the lease lasts; a clock can go back.
  boolean believes(Instant wall) {
    long back = world.goesWrong("clock set back", 0.8) ? world.between(30_000, 120_000) : 0;
    return wall.minusMillis(back).isBefore(wallExpiry);
  }

  void tick(SortedMap<String, Entry> seen, long reached) {
    if (term.filter(mine -> reached >= mine && !holds(seen, mine)).isPresent()) {
      term = Optional.empty();
    }
    if (lease.isPresent() && world.now() - renewed >= TTL) {
      forget();
    }
    if (lease.isPresent() && world.now() - renewed >= RENEW) {
      renew(lease.get());
    }
    if (term.isPresent()) {
      return;
    }
    if (lease.isEmpty()) {
      lease = Optional.of(store.grant(TTL, Keys.LEADER));
      extended(world.now());
    } else if (seen.containsKey(Keys.LEADER)) {
      own(seen).ifPresent(created -> term = Optional.of(created));
    } else if (!world.goesWrong("campaign lost", 0.1)) {
      campaign(lease.get());
    }
  }

  private void renew(long id) {
    long sent = world.now();
    if (world.goesWrong("renewal lost", 0.03)) {
      return;
    }
    if (store.keepAlive(id)) {
      extended(sent);
    } else {
      forget();
    }
  }

  private void extended(long sent) {
    renewed = sent;
    wallExpiry = world.instant().plusMillis(TTL);
  }

  private void campaign(long id) {
    Optional<Long> won =
        store.commit(
            new Txn(
                List.of(new Need.Absent(Keys.LEADER)),
                List.of(new Write(Keys.LEADER, Optional.of(new Leader(name, id)))),
                "campaign"));
    if (!world.goesWrong("election unheard", 0.1)) {
      term = won;
    }
  }

  private Optional<Long> own(SortedMap<String, Entry> seen) {
    return Optional.ofNullable(seen.get(Keys.LEADER))
        .filter(
            entry ->
                entry.value() instanceof Leader(String controller, long id)
                    && controller.equals(name)
                    && lease.filter(mine -> mine == id).isPresent())
        .map(Entry::created);
  }

  private static boolean holds(SortedMap<String, Entry> seen, long term) {
    return Optional.ofNullable(seen.get(Keys.LEADER))
        .filter(entry -> entry.created() == term)
        .isPresent();
  }
}
