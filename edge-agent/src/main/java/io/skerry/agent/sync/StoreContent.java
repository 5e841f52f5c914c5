package io.skerry.agent.sync;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Content from the cell's store. Blobs are fetched a few at a time, so that a first checkout over
/// a long link takes a few round trips instead of one per blob.
public final class StoreContent implements ContentSource {

  private static final int AT_ONCE = 8;
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(30);

  private final StateStore store;
  private final Keys keys;
  private final Executor executor;

  /// @param executor runs fetches, at most eight at a time
  public StoreContent(StateStore store, Keys keys, Executor executor) {
    this.store = store;
    this.keys = keys;
    this.executor = executor;
  }

  @Override
  public Optional<Bytes> manifest(Digest digest) {
    return fetch(keys.snapshot(digest));
  }

  @Override
  public Map<Digest, Bytes> blobs(Set<Digest> digests) {
    Map<Digest, Bytes> found = new HashMap<>();
    List<Digest> rest = new ArrayList<>(digests);
    while (!rest.isEmpty()) {
      List<Digest> some = rest.subList(0, Math.min(AT_ONCE, rest.size()));
      fetchTogether(some, found);
      some.clear();
    }
    return found;
  }

  private void fetchTogether(List<Digest> digests, Map<Digest, Bytes> found) {
    if (digests.size() == 1) {
      fetch(keys.blob(digests.getFirst())).ifPresent(blob -> found.put(digests.getFirst(), blob));
      return;
    }
    Map<Digest, FutureTask<Optional<Bytes>>> fetches = new HashMap<>();
    for (Digest digest : digests) {
      FutureTask<Optional<Bytes>> task = new FutureTask<>(() -> fetch(keys.blob(digest)));
      fetches.put(digest, task);
      executor.execute(task);
    }
    fetches.forEach((digest, task) -> await(task).ifPresent(blob -> found.put(digest, blob)));
  }

  private <T> Optional<Bytes> fetch(Key<T> key) {
    return store.get(key).map(Stored::bytes);
  }

  private static Optional<Bytes> await(FutureTask<Optional<Bytes>> task) {
    try {
      return task.get(LONGEST_FETCH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException known
          ? known
          : new StoreException(StoreException.Code.UNAVAILABLE, "a fetch failed", e);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new StoreException(StoreException.Code.UNAVAILABLE, "a fetch took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Code.CLOSED, "interrupted while fetching", e);
    }
  }
}
