package io.skerry.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of an agent: runs its node until it is asked to end, and ends by itself when another
/// process has replaced it. If a replacement fails, the node starts over here, while the gateway of
/// before goes on.
final class AgentLife implements AgentRun.Ending {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLife.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofSeconds(5);

  private final AgentFlags flags;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile @Nullable AgentRun run;

  AgentLife(AgentFlags flags) {
    this.flags = flags;
  }

  /// Starts the node.
  ///
  /// @throws SkerryException when the folder or an address cannot be used
  void begin() throws IOException {
    try {
      run = AgentRun.start(flags, this);
    } finally {
      begun.countDown();
    }
  }

  @Override
  public void replaced() {
    run = null;
    System.exit(0);
  }

  @Override
  public Optional<AgentRun> startOver(Runnable shut) {
    Optional<String> gateway = Optional.ofNullable(run).flatMap(AgentRun::gateway);
    boolean tries = true;
    while (tries) {
      try {
        AgentRun next = AgentRun.startOver(flags, this, gateway, shut);
        run = next;
        LOG.info("this process is the node again");
        return Optional.of(next);
      } catch (SkerryException | IOException e) {
        LOG.error("cannot become the node again yet: {}", e.getMessage());
      }
      tries = !isWithin(BETWEEN_TRIES, asked);
    }
    return Optional.empty();
  }

  /// Ends the node in order, see [Skerry#close]. One that is just starting has some seconds to
  /// finish that: a start that is broken off counts as a crash of what it serves.
  void end() {
    asked.countDown();
    if (!isWithin(START, begun)) {
      LOG.warn("ending in the middle of a start");
    }
    AgentRun running = run;
    if (running != null) {
      LOG.info("ending");
      running.end();
    }
  }

  private static boolean isWithin(Duration time, CountDownLatch happened) {
    try {
      return happened.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
