package io.skerry.ui.net;

import static io.skerry.ui.net.JsonFields.instant;
import static io.skerry.ui.net.JsonFields.names;
import static io.skerry.ui.net.JsonFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.StreamSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for what the stream does not carry: when each node was last heard (heartbeats change
/// nothing and are not sent), who answers and who leads, the round trip, and what an update of the
/// selected node brings. One virtual thread. The pause grows with the fleet: 10 s per 1,000 nodes,
/// at least the configured one.
public final class TopologyPoll implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopologyPoll.class);
  private static final int MILLIS_PER_NODE = 10;

  private final ControlPlane server;
  private final IngestQueue queue;
  private final Duration pause;
  private final AtomicReference<Optional<NodeName>> question =
      new AtomicReference<>(Optional.empty());
  private final Semaphore hurry = new Semaphore(0);
  private final Thread thread;

  public TopologyPoll(
      ControlPlane server, IngestQueue queue, Duration pause, ThreadFactory threads) {
    this.server = server;
    this.queue = queue;
    this.pause = pause;
    this.thread = threads.newThread(this::run);
  }

  /// Starts polling.
  public void start() {
    thread.start();
  }

  /// Asks what changes on that node between what it runs and what it must run; the latest question
  /// wins.
  public void ask(NodeName node) {
    question.set(Optional.of(node));
    hurry.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      poll();
      while (!Thread.currentThread().isInterrupted()) {
        int nodes = poll();
        long wait = Math.max(pause.toMillis(), (long) nodes * MILLIS_PER_NODE);
        while (hurry.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
          hurry.drainPermits();
          answer();
        }
      }
    } catch (InterruptedException closed) {
      LOG.debug("poll closed");
    }
  }

  private int poll() throws InterruptedException {
    return switch (server.get("/api/v1/topology")) {
      case ControlPlane.Answer.Document document -> {
        Map<NodeName, Instant> heard = lastHeard(document.json());
        queue.offer(new StreamSignal.Polled(replica(document.json()), document.took(), heard));
        yield document.json().path("totals").path("nodes").asInt();
      }
      case ControlPlane.Answer.Failed failed -> {
        LOG.debug("topology: {}", failed.reason());
        yield 0;
      }
    };
  }

  private void answer() throws InterruptedException {
    Optional<NodeName> node = question.getAndSet(Optional.empty());
    if (node.isEmpty()) {
      return;
    }
    String path = "/api/v1/nodes/" + node.get() + "/diff?from=applied&to=desired";
    if (server.get(path) instanceof ControlPlane.Answer.Document(JsonNode json, Duration took)) {
      queue.offer(
          new StreamSignal.Difference(
              node.get(),
              names(json.path("added")),
              names(json.path("removed")),
              names(json.path("changed"))));
    }
  }

  private static StreamSignal.Replica replica(JsonNode topology) {
    JsonNode replica = topology.path("replica");
    return new StreamSignal.Replica(
        text(replica, "name"), replica.path("leader").asBoolean(), text(replica, "leaderName"));
  }

  private static Map<NodeName, Instant> lastHeard(JsonNode topology) {
    var heard = new HashMap<NodeName, Instant>();
    for (JsonNode cloud : topology.path("clouds")) {
      for (JsonNode region : cloud.path("regions")) {
        for (JsonNode cell : region.path("cells")) {
          for (JsonNode node : cell.path("nodes")) {
            instant(node, "lastHeard")
                .ifPresent(at -> heard.put(new NodeName(text(node, "name")), at));
          }
        }
      }
    }
    return heard;
  }
}
