package io.skerry.agent.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of clients, and how they end when the gateway does. From then on
///
/// 1. every answer says that it is the last one of its connection (HTTP/1.1 `Connection: close`,
///    HTTP/2 GOAWAY), and the connection closes after it;
/// 2. connections that are quiet stay open for a while, so that a request that is on its way on one
///    of them is answered rather than met by a closed connection;
/// 3. when nothing is under way any more, or at the limit, everything closes; WebSockets are told
///    so with a close frame.
///
/// Runs on one event loop.
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final long FAREWELL_MILLIS = 1_000;
  private static final int NO_WINDOW = -1;

  private final Vertx vertx;
  private final Set<HttpConnection> open = new HashSet<>();
  private final Set<Runnable> farewells = new HashSet<>();
  private final Promise<Void> ended = Promise.promise();
  private final Runnable clear;
  private final Crowd crowd;
  private int underWay;
  private boolean ending;
  private boolean quietEnd;
  private boolean closing;
  private boolean deserted;

  /// @param clear closes what is connected and is no HTTP connection yet
  /// @param crowd all clients
  Connections(Vertx vertx, Runnable clear, Crowd crowd) {
    this.vertx = vertx;
    this.clear = clear;
    this.crowd = crowd;
  }

  void opened(HttpConnection connection) {
    open.add(connection);
    crowd.opened(connection, speaksHttp2(connection));
    connection.closeHandler(
        _ -> {
          open.remove(connection);
          look();
        });
    if (ending) {
      announce(connection, Integer.MAX_VALUE);
    }
  }

  /// A request came, of which nobody knows yet whether it can be taken.
  void heard(HttpConnection connection) {
    crowd.spoke(connection);
  }

  /// Whether no more requests can be taken.
  boolean isFull() {
    return crowd.isFull();
  }

  void began(HttpConnection connection) {
    underWay++;
    crowd.began(connection);
  }

  void ended(HttpConnection connection) {
    underWay--;
    crowd.ended(connection);
    look();
  }

  /// Whether answers are to be the last of their connections.
  boolean isEnding() {
    return ending;
  }

  /// A connection is no HTTP connection any more.
  ///
  /// @param farewell tells both sides that it ends
  void upgraded(HttpConnection connection, Runnable farewell) {
    open.remove(connection);
    farewells.add(farewell);
  }

  void parted(Runnable farewell) {
    farewells.remove(farewell);
  }

  /// From now on every answer is the last of its connection.
  ///
  /// @param limit when what is left then is cut off
  void part(Duration limit) {
    if (!ending) {
      ending = true;
      open.forEach(connection -> announce(connection, Integer.MAX_VALUE));
      vertx.setTimer(Math.max(1, limit.toMillis()), _ -> cutOff(limit));
    }
  }

  /// Brings everything to its end.
  ///
  /// @param quiet how long connections without a request stay open
  /// @param limit when the rest is cut off, if no such time was named before
  /// @return completes when every connection is closed, or could be at once
  Future<Void> end(Duration quiet, Duration limit) {
    part(limit);
    vertx.setTimer(Math.max(1, Math.min(quiet.toMillis(), limit.toMillis())), _ -> quietIsOver());
    return ended.future();
  }

  /// Every connection that ever came is closed, and none will come.
  void deserted() {
    deserted = true;
    look();
  }

  private void quietIsOver() {
    quietEnd = true;
    open.forEach(connection -> announce(connection, -1));
    look();
  }

  private void look() {
    if (!ending) {
      return;
    }
    if (deserted) {
      ended.tryComplete();
    } else if (quietEnd && underWay == 0) {
      closeAll();
    }
  }

  private void closeAll() {
    if (!closing) {
      closing = true;
      List.copyOf(open).forEach(Connections::close);
    }
    if (open.isEmpty()) {
      clear.run();
    }
  }

  private void cutOff(Duration limit) {
    if (ended.future().isComplete()) {
      return;
    }
    LOG.warn("{} requests and WebSockets are cut off after {}", underWay, limit);
    List.copyOf(farewells).forEach(Runnable::run);
    vertx.setTimer(farewells.isEmpty() ? 1 : FAREWELL_MILLIS, _ -> ended.tryComplete());
  }

  /// What was written goes out first.
  private static void close(HttpConnection connection) {
    if (speaksHttp2(connection)) {
      connection.shutdown(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      connection.close();
    }
  }

  /// The first GOAWAY names no stream, because requests may be on their way; the second does, so
  /// that a client knows which of its requests were not looked at.
  private static void announce(HttpConnection connection, int lastStream) {
    if (speaksHttp2(connection)) {
      connection.goAway(0, lastStream);
    }
  }

  /// Only HTTP/2 connections have a window.
  private static boolean speaksHttp2(HttpConnection connection) {
    return connection.getWindowSize() != NO_WINDOW;
  }
}
