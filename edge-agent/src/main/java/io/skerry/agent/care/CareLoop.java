package io.skerry.agent.care;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tests the agent now and then, and looks often at what else is worth saying. A test that failed
/// is repeated soon, and believed the third time in a row: a node that is only slow for a moment is
/// not unwell. One that succeeds is believed at once. Nothing that happens here changes what the
/// node serves.
///
/// Runs on the thread that calls [#run].
public final class CareLoop implements Runnable, AutoCloseable {

  /// As often in a row a test fails before it is told.
  static final int BELIEVED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(CareLoop.class);

  private final List<SelfCheck> checks;
  private final Consumer<String> told;
  private final List<Runnable> looks;
  private final Pace pace;
  private final LongSupplier nanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long due;
  private int failures;
  private String last = "";

  /// @param glance between two looks, and between a failed test and the next
  /// @param test between two tests
  public record Pace(Duration glance, Duration test) {

    /// What an agent does.
    public static final Pace DEFAULT = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /// @param checks what is tested
  /// @param told what does not work, whenever that changes; blank when everything works
  /// @param looks each tells by itself what it sees
  /// @param nanos monotonic clock
  public CareLoop(
      List<SelfCheck> checks,
      Consumer<String> told,
      List<Runnable> looks,
      Pace pace,
      LongSupplier nanos) {
    this.checks = List.copyOf(checks);
    this.told = told;
    this.looks = List.copyOf(looks);
    this.pace = pace;
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /// Goes on until [#close]. Returns soon after an interrupt.
  @Override
  public void run() {
    try {
      do {
        step();
      } while (!stopped.await(pace.glance().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the loop; a test under way is not waited for.
  @Override
  public void close() {
    stopped.countDown();
  }

  /// One look, and a test when one is due.
  void step() {
    looks.forEach(Runnable::run);
    if (nanos.getAsLong() - due >= 0) {
      String problem =
          checks.stream()
              .map(SelfCheck::problem)
              .flatMap(Optional::stream)
              .collect(Collectors.joining("; "));
      failures = problem.isEmpty() ? 0 : failures + 1;
      due = nanos.getAsLong() + (problem.isEmpty() ? pace.test() : pace.glance()).toNanos();
      if (failures == 0 || failures >= BELIEVED) {
        tell(problem);
      }
    }
  }

  private void tell(String problem) {
    if (problem.equals(last)) {
      return;
    }
    if (problem.isEmpty()) {
      LOG.info("the self-test succeeds again");
    } else {
      LOG.warn("the self-test fails: {}", problem);
    }
    last = problem;
    told.accept(problem);
  }
}
