package io.skerry.bench.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/// Which versions the answers of one or several servers named. Safe for use by many threads.
final class SplitTally {

  private static final int UNSEEN = 0;

  private final Map<Seen, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<SplitCase, AtomicIntegerArray> users = new ConcurrentHashMap<>();
  private final Map<SplitCase, LongAdder> changed = new ConcurrentHashMap<>();
  private final Set<String> snapshots = ConcurrentHashMap.newKeySet();
  private final LongAdder failed = new LongAdder();

  private record Seen(String server, SplitCase split, int version) {}

  SplitTally(int users) {
    SplitCase.ALL.forEach(split -> this.users.put(split, new AtomicIntegerArray(users)));
  }

  /// An answer to a user.
  void answered(String server, SplitCase split, int user, KeptConnection.Answer answer) {
    Optional<Integer> version = answer.version().map(it -> Integer.parseInt(it.substring(1)));
    if (version.isEmpty()) {
      failed.increment();
      return;
    }
    answer.snapshot().ifPresent(snapshots::add);
    count(new Seen(server, split, version.get()));
    AtomicIntegerArray had = users.get(split);
    if (had != null
        && !had.compareAndSet(user, UNSEEN, version.get())
        && had.get(user) != version.get()) {
      changed.computeIfAbsent(split, _ -> new LongAdder()).increment();
    }
  }

  void failed() {
    failed.increment();
  }

  long failures() {
    return failed.sum();
  }

  /// By how many snapshots requests were answered.
  int snapshots() {
    return snapshots.size();
  }

  long requests(String server, SplitCase split) {
    return seen(server, split, 1) + seen(server, split, 2);
  }

  /// Percent of the second version.
  double percent(String server, SplitCase split) {
    return 100.0 * seen(server, split, 2) / requests(server, split);
  }

  /// Answers that named another version than the user had before.
  long changed(SplitCase split) {
    return Optional.ofNullable(changed.get(split)).map(LongAdder::sum).orElse(0L);
  }

  private void count(Seen what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  private long seen(String server, SplitCase split, int version) {
    return Optional.ofNullable(counts.get(new Seen(server, split, version)))
        .map(LongAdder::sum)
        .orElse(0L);
  }
}
