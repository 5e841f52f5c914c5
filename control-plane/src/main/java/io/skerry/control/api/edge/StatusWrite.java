package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Problem;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A status on its way to the store.
///
/// @param status what is to be written
/// @param attempt how often it was tried before
/// @param replies where those who wait for it learn what became of it
record StatusWrite(NodeStatus status, int attempt, List<BlockingQueue<Optional<Problem>>> replies) {

  StatusWrite {
    replies = List.copyOf(replies);
  }

  static StatusWrite of(NodeStatus status) {
    return new StatusWrite(status, 0, List.of(new ArrayBlockingQueue<>(1)));
  }

  ResourceName node() {
    return status.node();
  }

  StatusWrite again() {
    return new StatusWrite(status, attempt + 1, replies);
  }

  /// This status instead of an older one of the same node, answering for both.
  StatusWrite replacing(StatusWrite older) {
    return new StatusWrite(
        status, attempt, Stream.concat(older.replies.stream(), replies.stream()).toList());
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
