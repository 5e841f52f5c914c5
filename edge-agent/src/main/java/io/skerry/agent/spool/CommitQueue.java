package io.skerry.agent.spool;

import io.skerry.schema.wait.Bell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Group commit: whoever finds the queue idle commits for everybody who came meanwhile. Needs no
/// thread of its own, never runs two commits at once, and is bounded by the number of waiting
/// callers.
///
/// @param <S> what is submitted
/// @param <R> the outcome, the same for all of one batch
final class CommitQueue<S, R> {

  private final Function<List<S>, R> commit;
  private final Queue<Waiting<S, R>> queue = new ConcurrentLinkedQueue<>();

  /// Submitted and not answered. The caller that raises it from 0 commits.
  private final AtomicInteger waiting = new AtomicInteger();

  /// How a commit ended.
  private sealed interface Answer<R> {

    /// As commits do.
    record Done<R>(R outcome) implements Answer<R> {}

    /// By a fault of the program.
    record Failed<R>(RuntimeException fault) implements Answer<R> {}
  }

  private record Waiting<S, R>(S item, AtomicReference<Optional<Answer<R>>> answer, Bell answered) {

    Waiting(S item) {
      this(item, new AtomicReference<>(Optional.empty()), new Bell());
    }

    void answer(Answer<R> given) {
      answer.set(Optional.of(given));
      answered.ring();
    }
  }

  CommitQueue(Function<List<S>, R> commit) {
    this.commit = commit;
  }

  /// Waits for the outcome, or throws what the commit threw; empty when it took longer than
  /// `timeout` or the thread was interrupted.
  Optional<R> submit(S item, Duration timeout) {
    Waiting<S, R> own = new Waiting<>(item);
    queue.add(own);
    if (waiting.getAndIncrement() == 0) {
      drain();
    }
    return answer(own, timeout)
        .map(
            answer ->
                switch (answer) {
                  case Answer.Done<R>(R outcome) -> outcome;
                  case Answer.Failed<R>(RuntimeException fault) -> throw fault;
                });
  }

  private static <R> Optional<Answer<R>> answer(Waiting<?, R> own, Duration timeout) {
    try {
      if (own.answer().get().isEmpty() && !own.answered().await(timeout)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return own.answer().get();
  }

  /// How many callers wait for an outcome.
  int waiting() {
    return waiting.get();
  }

  private void drain() {
    int answered;
    do {
      List<Waiting<S, R>> batch = new ArrayList<>();
      for (Waiting<S, R> next = queue.poll(); next != null; next = queue.poll()) {
        batch.add(next);
      }
      answered = batch.size();
      if (answered > 0) {
        commitBatch(batch);
      }
    } while (waiting.addAndGet(-answered) > 0);
  }

  private void commitBatch(List<Waiting<S, R>> batch) {
    try {
      R outcome = commit.apply(batch.stream().map(Waiting::item).toList());
      batch.forEach(one -> one.answer(new Answer.Done<>(outcome)));
    } catch (RuntimeException e) {
      batch.forEach(one -> one.answer(new Answer.Failed<>(e)));
    }
  }
}
