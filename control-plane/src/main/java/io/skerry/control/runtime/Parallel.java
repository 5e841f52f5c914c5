package io.skerry.control.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does parts of a whole at once. Blocks the caller until all are done, for a bounded time.
///
/// @param executor runs the parts; bounds how many run at once
record Parallel(Executor executor) {

  private static final Logger LOG = LoggerFactory.getLogger(Parallel.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Does the work for every part. A part that is still under way when the time is over is left
  /// behind.
  <T> void each(List<T> parts, Consumer<T> work) {
    if (parts.isEmpty()) {
      return;
    }
    if (parts.size() == 1) {
      work.accept(parts.getFirst());
      return;
    }
    CompletableFuture<?>[] running =
        parts.stream()
            .map(part -> CompletableFuture.runAsync(() -> work.accept(part), executor))
            .toArray(CompletableFuture<?>[]::new);
    await(CompletableFuture.allOf(running));
  }

  private static void await(CompletableFuture<Void> all) {
    try {
      all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException slow) {
      LOG.warn("Transactions of the leader did not end within {}", PATIENCE);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(failed.getCause());
    }
  }
}
