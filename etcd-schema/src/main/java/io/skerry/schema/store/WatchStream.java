package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One bare stream of changes. The store's threads only append to a bounded queue; one consumer
/// polls. Once a [Signal.Ended] was polled nothing more comes.
public interface WatchStream extends AutoCloseable {

  /// The next signal, or empty when none came within `timeout`.
  Optional<Signal> poll(Duration timeout) throws InterruptedException;

  /// Asks the store for a [Signal.Progress]. A store that does not answer within a few seconds is
  /// gone, however healthy the connection looks. Without effect on a stream that is over.
  void requestProgress();

  /// Ends the stream. Idempotent.
  @Override
  void close();

  /// What a stream can say.
  sealed interface Signal {

    /// The store accepted the watch.
    record Created() implements Signal {}

    /// Changes in revision order; all changes of one revision are in one signal.
    ///
    /// @param changes at least one
    /// @param revision of the last change
    record Changes(List<Change> changes, Revision revision) implements Signal {
      /// Copies the list.
      public Changes {
        changes = List.copyOf(changes);
      }
    }

    /// The stream is alive. The revision is the store's own: changes up to it may still be on their
    /// way, because etcd before 3.4.25 answers a progress request ahead of them
    /// (etcd-io/etcd#15220).
    ///
    /// @param revision of the store when it answered
    record Progress(Revision revision) implements Signal {}

    /// The stream is over: the connection was lost, history was compacted, the queue overflowed, or
    /// the stream was closed.
    ///
    /// @param reason for the log
    record Ended(String reason) implements Signal {}
  }
}
