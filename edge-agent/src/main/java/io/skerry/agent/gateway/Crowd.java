package io.skerry.agent.gateway;

import io.skerry.agent.traffic.Event;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Bounds what clients can make the gateway hold, so that no number of them and nothing that they
/// send ends the process:
///
/// 1. connections: one too many takes the place of the one that has been quiet for longest;
/// 2. heads of requests that are not finished: who has been at it for longest is turned away when
///    they take too much together, and anybody who needs a minute; nothing is read while what those
///    hold is not let go of;
/// 3. requests under way: one too many is refused.
///
/// Runs on one event loop.
final class Crowd {

  private static final long LONGEST_HEAD_NANOS = 60_000_000_000L;

  private final Limits limits;
  private final LongSupplier nanos;
  private final Consumer<Event> told;
  private final Map<String, Visitor> byAddress = new HashMap<>();
  private final Map<HttpConnection, Visitor> byConnection = new HashMap<>();
  private final SequencedSet<Visitor> quiet = new LinkedHashSet<>();
  private final SequencedSet<Visitor> unfinished = new LinkedHashSet<>();
  private long unread;
  private long leaving;
  private int underWay;

  /// @param connections at the same time
  /// @param head bytes that one head may have
  /// @param unread bytes of all heads together that are not finished
  /// @param underWay requests at the same time
  record Limits(int connections, int head, long unread, int underWay) {

    private static final int BYTES_PER_CONNECTION = 16 << 10;
    private static final int BYTES_PER_REQUEST = 64 << 10;
    private static final int UNREAD_PART = 8;

    /// A request needs a file for its client and one for its upstream; the rest has some, too.
    private static final int FILES_PER_CONNECTION = 2;

    private static final int OTHER_FILES = 200;

    /// What a process with this much memory and so many files can hold.
    static Limits of(long heap, long files, int head) {
      long byFiles = Math.max(1, (files - OTHER_FILES) / FILES_PER_CONNECTION);
      return new Limits(
          (int) Math.min(heap / BYTES_PER_CONNECTION, byFiles),
          head,
          heap / UNREAD_PART,
          (int) (heap / BYTES_PER_REQUEST));
    }
  }

  /// @param nanos a monotonic clock
  /// @param told is told what is refused
  Crowd(Limits limits, LongSupplier nanos, Consumer<Event> told) {
    this.limits = limits;
    this.nanos = nanos;
    this.told = told;
  }

  /// Somebody connected.
  void came(Visitor visitor) {
    byAddress.put(visitor.address(), visitor);
    if (byAddress.size() > limits.connections()) {
      turnAway(quiet.isEmpty() ? visitor : quiet.getFirst());
    }
    if (!visitor.leaving) {
      quiet.add(visitor);
      awaitHead(visitor);
    }
  }

  /// Somebody is gone.
  void left(Visitor visitor) {
    byAddress.remove(visitor.address(), visitor);
    Optional.ofNullable(visitor.connection).ifPresent(byConnection::remove);
    quiet.remove(visitor);
    leaving -= visitor.leaving ? visitor.unread : 0;
    finished(visitor);
    underWay -= visitor.underWay;
    visitor.underWay = 0;
  }

  /// Somebody sent bytes.
  ///
  /// @return whether they are to be read
  boolean takes(Visitor visitor, int bytes) {
    if (visitor.underWay > 0 || visitor.leaving) {
      return !visitor.leaving;
    }
    int more = Math.min(bytes, limits.head() - visitor.unread);
    if (leaving + more > limits.unread()) {
      turnAway(visitor);
      return false;
    }
    awaitHead(visitor);
    visitor.unread += more;
    unread += more;
    while (unread > limits.unread()) {
      turnAway(unfinished.getFirst());
    }
    return !visitor.leaving;
  }

  /// Somebody who is here speaks HTTP.
  void opened(HttpConnection connection, boolean speaksHttp2) {
    SocketAddress from = connection.remoteAddress();
    visitor(from)
        .ifPresent(
            visitor -> {
              visitor.speaksHttp2 = speaksHttp2;
              visitor.connection = connection;
              byConnection.put(connection, visitor);
            });
  }

  /// Whether no more requests can be taken.
  boolean isFull() {
    return underWay >= limits.underWay();
  }

  /// A head is complete.
  void spoke(HttpConnection connection) {
    Optional.ofNullable(byConnection.get(connection))
        .ifPresent(
            visitor -> {
              finished(visitor);
              if (quiet.remove(visitor)) {
                quiet.add(visitor);
              }
            });
  }

  /// Its request is being answered.
  void began(HttpConnection connection) {
    Optional.ofNullable(byConnection.get(connection))
        .ifPresent(
            visitor -> {
              quiet.remove(visitor);
              visitor.underWay++;
              underWay++;
            });
  }

  /// It was answered.
  void ended(HttpConnection connection) {
    Optional.ofNullable(byConnection.get(connection))
        .filter(visitor -> visitor.underWay > 0)
        .ifPresent(
            visitor -> {
              underWay--;
              visitor.underWay--;
              if (visitor.underWay == 0) {
                quiet.add(visitor);
              }
            });
  }

  /// Turns those away who take too long; to be called now and then.
  void look() {
    long now = nanos.getAsLong();
    List<Visitor> slow =
        unfinished.stream()
            .filter(it -> !it.speaksHttp2 && now - it.since > LONGEST_HEAD_NANOS)
            .toList();
    slow.forEach(this::turnAway);
  }

  private Optional<Visitor> visitor(SocketAddress from) {
    return Optional.ofNullable(byAddress.get(from.hostAddress() + " " + from.port()));
  }

  private void awaitHead(Visitor visitor) {
    if (unfinished.add(visitor)) {
      visitor.since = nanos.getAsLong();
    }
  }

  private void finished(Visitor visitor) {
    unfinished.remove(visitor);
    unread -= visitor.leaving ? 0 : visitor.unread;
    visitor.unread = 0;
  }

  private void turnAway(Visitor visitor) {
    if (!visitor.leaving) {
      told.accept(Event.TURNED_AWAY);
      visitor.leaving = true;
      unread -= visitor.unread;
      leaving += visitor.unread;
      unfinished.remove(visitor);
      quiet.remove(visitor);
      visitor.turnAway();
    }
  }
}
