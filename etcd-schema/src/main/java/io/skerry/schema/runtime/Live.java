package io.skerry.schema.runtime;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.WatchLoop;
import io.skerry.schema.store.WatchPace;
import io.skerry.schema.store.WatchSink;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// Stores and loops as a running program uses them: on the system's clock, randomness and virtual
/// threads.
public final class Live {

  private Live() {}

  /// A store on real etcd, which connects with its first call.
  public static EtcdStore connect(EtcdConfig config) {
    return new EtcdStore(config, InstantSource.system());
  }

  /// Starts a gap-free watch at the default pace, on a virtual thread named after the range.
  public static WatchLoop watch(StateStore store, KeyRange range, WatchSink sink) {
    return watch(store, range, sink, WatchPace.DEFAULT);
  }

  /// Starts a gap-free watch, on a virtual thread named after the range.
  public static WatchLoop watch(StateStore store, KeyRange range, WatchSink sink, WatchPace pace) {
    return WatchLoop.start(
        new WatchLoop.Parts(
            store,
            range,
            sink,
            pace,
            InstantSource.system(),
            new SplittableRandom(),
            Thread.ofVirtual().name("watch " + range.path()).factory()));
  }
}
