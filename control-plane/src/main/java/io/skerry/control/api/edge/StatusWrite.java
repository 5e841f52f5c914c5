package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Problem;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A change of a status on its way to the store.
///
/// @param node whose status
/// @param change what becomes of it
/// @param attempt how often it was tried before
/// @param replies where those who wait for it learn what became of it
record StatusWrite(
    ResourceName node,
    StatusChange change,
    int attempt,
    List<BlockingQueue<Optional<Problem>>> replies) {

  StatusWrite {
    replies = List.copyOf(replies);
  }

  static StatusWrite of(ResourceName node, StatusChange change) {
    return new StatusWrite(node, change, 0, List.of(new ArrayBlockingQueue<>(1)));
  }

  StatusWrite again() {
    return new StatusWrite(node, change, attempt + 1, replies);
  }

  /// An older change of the same node's status and then this, answering for both.
  StatusWrite after(StatusWrite older) {
    return new StatusWrite(
        node,
        older.change.then(change),
        attempt,
        Stream.concat(older.replies.stream(), replies.stream()).toList());
  }

  /// The status is durable.
  void succeed() {
    reply(Optional.empty());
  }

  /// The status is not written.
  void fail(Problem problem) {
    reply(Optional.of(problem));
  }

  /// Waits for what becomes of it.
  ///
  /// @return why it is not written, or empty when it is; `late` when that is not known in time
  Optional<Problem> await(Duration patience, Problem late) {
    try {
      Optional<Problem> reply = replies.getFirst().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      return reply == null ? Optional.of(late) : reply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(late);
    }
  }

  private void reply(Optional<Problem> outcome) {
    for (BlockingQueue<Optional<Problem>> waiting : replies) {
      boolean _ = waiting.offer(outcome);
    }
  }
}
