package io.skerry.schema.store;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Makes an [InMemoryStore] fail on purpose. Safe for use by many threads.
public final class StoreFaults {

  /// How a commit may fail.
  public enum CommitFault {
    /// Another writer was first; all required keys are named.
    CONFLICT,
    /// The leadership was lost.
    FENCED,
    /// It happened, but the answer got lost.
    REPLY_LOST_AFTER_EFFECT,
    /// It did not happen, and the answer got lost.
    REPLY_LOST_WITHOUT_EFFECT,
    /// The store cannot be reached.
    UNAVAILABLE
  }

  private final InMemoryStore store;
  private final Queue<CommitFault> commits = new ArrayDeque<>();
  private boolean unreachable;
  private boolean mute;
  private boolean drop;
  private int changesUntilEnd = -1;

  StoreFaults(InMemoryStore store) {
    this.store = store;
  }

  /// Lets the next commit without a planned fault fail like this.
  public void failNextCommit(CommitFault fault) {
    synchronized (store) {
      commits.add(fault);
    }
  }

  /// Cuts the link: every call fails as unavailable, and every stream ends, until [#reconnect].
  public void disconnect() {
    synchronized (store) {
      unreachable = true;
      store.endStreams("the link was cut");
    }
  }

  /// Undoes [#disconnect].
  public void reconnect() {
    synchronized (store) {
      unreachable = false;
    }
  }

  /// Ends every open stream; new ones work.
  public void endStreams() {
    synchronized (store) {
      store.endStreams("ended on purpose");
    }
  }

  /// Ends every open stream after so many more signals with changes in total. Streams opened
  /// afterwards are ended too until the count is used up.
  public void endStreamsAfter(int signals) {
    synchronized (store) {
      changesUntilEnd = signals;
    }
  }

  /// Loses the next signal with changes on every stream, without a trace.
  public void dropNextSignal() {
    synchronized (store) {
      drop = true;
    }
  }

  /// Makes the open streams half-open: they stay silent for ever and lose what happens. New ones
  /// work.
  public void silenceStreams() {
    synchronized (store) {
      store.silenceStreams();
    }
  }

  /// Makes this and every later stream half-open, from before its acceptance, until [#unmute].
  public void mute() {
    synchronized (store) {
      mute = true;
      store.silenceStreams();
    }
  }

  /// Undoes [#mute] for streams opened afterwards.
  public void unmute() {
    synchronized (store) {
      mute = false;
    }
  }

  /// Whether the signals of this revision are lost; asked once for each revision.
  boolean isDropping() {
    boolean dropping = drop;
    drop = false;
    return dropping;
  }

  boolean isUnreachable() {
    return unreachable;
  }

  boolean isMute() {
    return mute;
  }

  Optional<CommitFault> nextCommitFault() {
    return Optional.ofNullable(commits.poll());
  }

  /// Counts one signal with changes.
  ///
  /// @return whether streams must end now
  boolean countSignal() {
    if (changesUntilEnd < 0) {
      return false;
    }
    changesUntilEnd--;
    return changesUntilEnd < 0;
  }
}
