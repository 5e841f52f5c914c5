package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import java.util.List;
import java.util.SortedMap;

/// Somebody's watch of the store: in order, without gaps, late, and cut now and then.
final class Feed {

  private static final long LONGEST_WAIT = 20_000;

  private final World world;
  private final SimStore store;
  private final Listener listener;
  private final long firstWait;
  private final Runnable connecting;
  private boolean isUp;
  private boolean isDue;
  private boolean isListed;
  private long seen;
  private long identity;
  private long life;
  private int attempts;

  /// Who watches.
  interface Listener {
    /// All there is, at a revision.
    void onList(SortedMap<String, Entry> state, long revision);

    /// What happened next.
    void onCommits(List<Commit> commits, long reached);

    /// The store is older than what was seen of it.
    void onRegress();

    /// Whether the network lets the watcher through.
    boolean canConnect();
  }

  /// @param firstWait milliseconds before the first attempt, at most
  /// @param connecting told of each attempt to connect
  Feed(World world, SimStore store, Listener listener, long firstWait, Runnable connecting) {
    this.firstWait = firstWait;
    this.world = world;
    this.store = store;
    this.listener = listener;
    this.connecting = connecting;
    store.observe(_ -> poke());
  }

  /// Forgets everything and begins anew.
  void restart() {
    isListed = false;
    seen = 0;
    cut();
  }

  /// Ends the connection; another one follows by itself.
  void cut() {
    life++;
    isUp = false;
    isDue = false;
    attempts = 0;
    again();
  }

  private void again() {
    long mine = life;
    long most = Math.min(LONGEST_WAIT, firstWait << Math.min(attempts, 10));
    attempts++;
    long wait = world.has(Bug.RETRY_WITHOUT_JITTER) ? most : world.between(0, most);
    world.in(
        wait,
        () -> {
          if (mine == life) {
            connect();
          }
        });
  }

  private void connect() {
    connecting.run();
    if (!listener.canConnect() || world.goesWrong("connection refused", 0.05)) {
      again();
      return;
    }
    isUp = true;
    attempts = 0;
    if (isListed && (store.revision() < seen || store.identity() != identity)) {
      listener.onRegress();
      isListed = false;
    }
    identity = store.identity();
    boolean hasGap = seen < store.compacted() && !world.has(Bug.IGNORE_COMPACTION_GAP);
    if (!isListed || hasGap) {
      isListed = true;
      seen = store.revision();
      listener.onList(store.state(), seen);
    } else if (world.has(Bug.RESUME_FROM_HEADER)) {
      seen = store.revision();
    }
    poke();
  }

  private void poke() {
    if (!isUp || isDue) {
      return;
    }
    isDue = true;
    long mine = life;
    long late = world.goesWrong("slow watch", 0.02) ? world.between(1_000, 20_000) : 0;
    world.in(
        world.between(1, 50) + late,
        () -> {
          if (mine == life) {
            pull();
          }
        });
  }

  private void pull() {
    isDue = false;
    boolean isOvertaken = seen < store.compacted() && !world.has(Bug.IGNORE_COMPACTION_GAP);
    if (isOvertaken || world.goesWrong("watch cut", 0.01)) {
      cut();
      return;
    }
    List<Commit> news = store.after(seen);
    seen = Math.max(seen, store.revision());
    if (!news.isEmpty()) {
      listener.onCommits(news, seen);
    }
  }
}
