package io.skerry.ui.shell;

import io.skerry.ui.state.Connection;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.StreamSignal;
import io.skerry.ui.state.StreamStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the frame around the screens shows: the connection, how the stream flows, and a note about
/// a gap. Confined to one thread; free of any toolkit.
public final class ShellViewModel {

  private final StreamStats stats = new StreamStats();
  private Connection connection;
  private Optional<Note> note = Optional.empty();
  private Duration skew = Duration.ZERO;
  private Optional<Instant> lastSignal = Optional.empty();

  /// Changes after `since` were not to be had; everything was listed again at `at`.
  public record Note(Revision since, Instant at) {}

  public ShellViewModel(Instant start) {
    connection = new Connection.Connecting(start);
  }

  /// Takes one signal in.
  public void accept(StreamSignal signal) {
    switch (signal) {
      case StreamSignal.Opened opened -> {
        skew = opened.skew();
        alive(opened.at());
      }
      case StreamSignal.Changed changed -> alive(changed.receivedAt());
      case StreamSignal.Bookmark bookmark -> alive(bookmark.receivedAt());
      case StreamSignal.Gap gap -> note = Optional.of(new Note(gap.since(), gap.at()));
      case StreamSignal.Lost lost -> lost(lost);
      case StreamSignal.Polled polled -> stats.polled(polled);
      case StreamSignal.Difference difference -> {}
    }
  }

  private void alive(Instant at) {
    lastSignal = Optional.of(at);
    stats.heard(at);
    Instant since =
        switch (connection) {
          case Connection.Live live -> live.since();
          case Connection.Connecting connecting -> at;
          case Connection.Offline offline -> at;
        };
    connection = new Connection.Live(since, at, skew);
  }

  private void lost(StreamSignal.Lost lost) {
    Instant since =
        switch (connection) {
          case Connection.Live live -> lost.at();
          case Connection.Connecting connecting -> connecting.since();
          case Connection.Offline offline -> offline.since();
        };
    connection = new Connection.Offline(since, lastSignal, lost.reason(), lost.nextTry());
  }

  /// Removes the note about a gap.
  public void dismissNote() {
    note = Optional.empty();
  }

  public Connection connection() {
    return connection;
  }

  public StreamStats stats() {
    return stats;
  }

  public Optional<Note> note() {
    return note;
  }

  /// The server's time at our time `ours`.
  public Instant serverTime(Instant ours) {
    return ours.plus(skew);
  }
}
