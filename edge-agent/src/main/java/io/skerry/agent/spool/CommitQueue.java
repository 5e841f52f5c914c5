package io.skerry.agent.spool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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

  private record Waiting<S, R>(S item, CompletableFuture<R> outcome) {}

  CommitQueue(Function<List<S>, R> commit) {
    this.commit = commit;
  }

  /// Waits for the outcome, or throws what the commit threw; empty when it took longer than
  /// `timeout` or the thread was interrupted.
  Optional<R> submit(S item, Duration timeout) {
    Waiting<S, R> own = new Waiting<>(item, new CompletableFuture<>());
    queue.add(own);
    if (waiting.getAndIncrement() == 0) {
      drain();
    }
    try {
      return Optional.of(own.outcome.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException("a commit must answer with a value", e);
    }
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
      batch.forEach(one -> one.outcome.complete(outcome));
    } catch (RuntimeException e) {
      batch.forEach(one -> one.outcome.completeExceptionally(e));
    }
  }
}
