package io.skerry.agent;

import io.skerry.agent.gateway.Gateway;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.Subscription;
import io.skerry.agent.spool.RunningMark;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// How a node ends: the gateway answers what is under way, everything is told or kept, and then the
/// folder is free. Each step is bounded. Safe for use by any thread.
final class Departure {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

  /// Long enough for a request that a client sent when its connection was still quiet.
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final NodeParts parts;
  private final List<Subscription> subscriptions;
  private final AgentRuntime runtime;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicBoolean left = new AtomicBoolean();

  /// @param subscriptions that end with the node; may still grow
  Departure(NodeParts parts, List<Subscription> subscriptions, AgentRuntime runtime) {
    this.parts = parts;
    this.subscriptions = subscriptions;
    this.runtime = runtime;
  }

  /// A thread whose end is waited for before the folder is free.
  void awaits(Thread thread) {
    threads.add(thread);
  }

  /// Ends the gateway, if there is one, after what is under way.
  void drain() {
    parts.gateway().ifPresent(it -> it.drain(QUIET));
    parts.gateway().ifPresent(Gateway::close);
  }

  /// Ends everything that uses the folder. A second call does nothing.
  void leaveFolder() {
    if (left.getAndSet(true)) {
      return;
    }
    parts.telemetry().close();
    parts.link().close();
    parts.probation().close();
    subscriptions.forEach(Subscription::close);
    threads.forEach(Departure::join);
    parts.start().probation().ended();
    runtime.release(parts.journal());
    new RunningMark(parts.disk()).clear();
    parts.disk().close();
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
