package io.skerry.schema.store;

import io.skerry.schema.key.KeyRange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// Watch loops as tests start them.
final class Loops {

  /// Fast enough for tests, slow enough for a busy machine.
  static final WatchPace FAST =
      new WatchPace(
          Duration.ofMillis(500),
          Duration.ofMillis(1500),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(300));

  private Loops() {}

  static WatchLoop start(StateStore store, KeyRange range, WatchSink sink) {
    return start(store, range, sink, FAST);
  }

  static WatchLoop start(StateStore store, KeyRange range, WatchSink sink, WatchPace pace) {
    return WatchLoop.start(
        new WatchLoop.Parts(
            store,
            range,
            sink,
            pace,
            InstantSource.system(),
            new SplittableRandom(42),
            Thread.ofVirtual().name("loop " + range.path()).factory()));
  }
}
