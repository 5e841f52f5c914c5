package io.skerry.ui.shell;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.net.IngestQueue;
import io.skerry.ui.state.StreamSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Carries signals from the queue into the view models, ten times a second on the drawing thread.
/// One call takes at most [#MAX_PER_CALL] signals, so that a flood never holds up a frame; the rest
/// waits in the queue.
public final class Drain {

  /// Signals per call at most: 5,000 a second.
  public static final int MAX_PER_CALL = 500;

  private final IngestQueue queue;
  private final ShellViewModel shell;
  private final FleetViewModel fleet;
  private final List<StreamSignal> batch = new ArrayList<>(MAX_PER_CALL);

  public Drain(IngestQueue queue, ShellViewModel shell, FleetViewModel fleet) {
    this.queue = queue;
    this.shell = shell;
    this.fleet = fleet;
  }

  /// Takes what waits and makes it visible.
  ///
  /// @return false when nothing waited
  public boolean run(Instant now) {
    batch.clear();
    queue.drainTo(batch, MAX_PER_CALL);
    if (batch.isEmpty()) {
      return false;
    }
    boolean listing = fleet.listing();
    batch.forEach(shell::accept);
    batch.forEach(fleet::accept);
    fleet.settle(shell.serverTime(now));
    if (!listing) {
      measure(now);
    }
    return true;
  }

  private void measure(Instant now) {
    int events = 0;
    Instant oldest = now;
    for (StreamSignal signal : batch) {
      if (signal instanceof StreamSignal.Changed changed) {
        events++;
        oldest = changed.receivedAt().isBefore(oldest) ? changed.receivedAt() : oldest;
      } else if (signal instanceof StreamSignal.Bookmark bookmark) {
        oldest = bookmark.receivedAt().isBefore(oldest) ? bookmark.receivedAt() : oldest;
      }
    }
    shell.stats().drained(events, oldest, now);
  }
}
