package io.skerry.control.api.logs;

import io.skerry.schema.model.ResourceName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Who waits for a piece of which node's request log. A node hears of it with the answer to its
/// next report and sends the lines in a call of its own; nothing is stored. Safe for use by any
/// thread.
@ApplicationScoped
public class LogWishes {

  /// How many may wait at the same time, for one node each.
  static final int AT_ONCE = 16;

  private final Map<ResourceName, Wish> waiting = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final String start;

  /// What one operator waits for.
  private record Wish(String id, LogWindow window, CompletableFuture<LogLines> lines) {}

  @Inject
  LogWishes(InstantSource clock) {
    this.start = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  /// What became of a wish.
  sealed interface Answer {

    /// The node sent its lines.
    record Sent(LogLines lines) implements Answer {}

    /// The node did not send any in time.
    record Late() implements Answer {}

    /// Somebody else waits for this node already, or too many do for others.
    record Busy() implements Answer {}
  }

  /// Waits until the node has sent what is wanted. Blocks: for virtual threads.
  Answer ask(ResourceName node, LogWindow window, Duration longest) throws InterruptedException {
    String id = start + "-" + numbers.incrementAndGet();
    Wish wish = new Wish(id, window, new CompletableFuture<>());
    if (waiting.size() >= AT_ONCE || waiting.putIfAbsent(node, wish) != null) {
      return new Answer.Busy();
    }
    try {
      return new Answer.Sent(wish.lines().get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return new Answer.Late();
    } finally {
      waiting.remove(node, wish);
    }
  }

  /// What a node is to be told: `ID FROM TO LIMIT`.
  public Optional<String> wantedOf(ResourceName node) {
    return Optional.ofNullable(waiting.get(node))
        .map(
            it ->
                String.join(
                    " ",
                    it.id(),
                    it.window().from().toString(),
                    it.window().to().toString(),
                    String.valueOf(it.window().limit())));
  }

  /// A node sent lines.
  ///
  /// @return whether somebody waited for them
  public boolean sent(ResourceName node, String id, LogLines lines) {
    Wish wish = waiting.get(node);
    return wish != null && wish.id().equals(id) && wish.lines().complete(lines);
  }
}
