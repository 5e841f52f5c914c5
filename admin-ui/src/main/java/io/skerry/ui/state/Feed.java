package io.skerry.ui.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The newest events, bounded. While paused, what a person reads stands still and new events wait
/// aside; they are bounded too. Confined to one thread.
public final class Feed {

  private final int capacity;
  private final Deque<FeedEntry> shown = new ArrayDeque<>();
  private final Deque<FeedEntry> waiting = new ArrayDeque<>();
  private boolean paused;
  private long version;

  public Feed(int capacity) {
    this.capacity = capacity;
  }

  /// Adds an event; the oldest goes when there are too many.
  public void add(FeedEntry entry) {
    Deque<FeedEntry> target = paused ? waiting : shown;
    target.addFirst(entry);
    if (target.size() > capacity) {
      target.removeLast();
    }
    version++;
  }

  /// Holds the shown events still.
  public void pause() {
    paused = true;
  }

  /// Shows what waited, and goes on live.
  public void resume() {
    paused = false;
    while (!waiting.isEmpty()) {
      add(waiting.removeLast());
    }
    version++;
  }

  public boolean paused() {
    return paused;
  }

  /// Events that wait for [#resume()].
  public int waiting() {
    return waiting.size();
  }

  /// Grows with every change.
  public long version() {
    return version;
  }

  /// The shown events, newest first.
  public List<FeedEntry> entries() {
    return new ArrayList<>(shown);
  }
}
