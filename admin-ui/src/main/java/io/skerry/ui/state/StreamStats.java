package io.skerry.ui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How the stream flows: events per second over the last [#WINDOW], and the lag of the last drain.
/// Confined to one thread.
public final class StreamStats {

  /// The span events per second are averaged over.
  public static final Duration WINDOW = Duration.ofSeconds(10);

  private final Deque<Batch> batches = new ArrayDeque<>();
  private Optional<Duration> lag = Optional.empty();
  private Optional<Duration> roundTrip = Optional.empty();
  private Optional<StreamSignal.Replica> replica = Optional.empty();
  private Optional<Instant> lastRefresh = Optional.empty();

  private record Batch(Instant at, int events) {}

  /// Notes a drain of `events` events, the oldest of which was read at `oldest`.
  public void drained(int events, Instant oldest, Instant now) {
    batches.addLast(new Batch(now, events));
    lag = Optional.of(Duration.between(oldest, now));
  }

  /// Notes that something was read at `at`.
  public void heard(Instant at) {
    lastRefresh = Optional.of(at);
  }

  /// Notes a poll.
  public void polled(StreamSignal.Polled poll) {
    roundTrip = Optional.of(poll.roundTrip());
    replica = Optional.of(poll.replica());
  }

  /// Events per second, averaged over the window before `now`.
  public double eventsPerSecond(Instant now) {
    Instant start = now.minus(WINDOW);
    while (!batches.isEmpty() && batches.getFirst().at().isBefore(start)) {
      batches.removeFirst();
    }
    return batches.stream().mapToInt(Batch::events).sum() / (double) WINDOW.toSeconds();
  }

  /// How long the oldest event of the last drain had waited between socket and screen.
  public Optional<Duration> lag() {
    return lag;
  }

  /// The last round trip to the server.
  public Optional<Duration> roundTrip() {
    return roundTrip;
  }

  /// Who answered last.
  public Optional<StreamSignal.Replica> replica() {
    return replica;
  }

  /// When something was last read from the stream.
  public Optional<Instant> lastRefresh() {
    return lastRefresh;
  }
}
