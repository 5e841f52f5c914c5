package io.skerry.agent.observe;

import io.skerry.agent.flow.Latest;
import io.skerry.agent.observe.ControlPlane.Call;
import io.skerry.agent.observe.ControlPlane.Reply;
import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.store.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the control plane how the node is: after every change, and as a heartbeat. One edit
/// changes a whole fleet at once, and thousands of reports in the same instant would compete with
/// the edit itself: the control plane says over what time reports of a change are to be spread, and
/// each node waits for a random part of that. A report is made when it is sent, so nothing queues
/// up while nobody can be reached and only the latest is sent afterwards. Tries every control plane
/// in turn, then pauses with full jitter. Nothing that happens here changes what the node serves.
///
/// Runs on the thread that calls [#run].
public final class ReportLoop implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReportLoop.class);
  private static final String PATH = "/edge/v1/status";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration END = Duration.ofSeconds(2);

  /// As much as a control plane takes.
  private static final int MOST_BYTES = 4096;

  private static final Duration PAUSE_WHEN_REFUSED = Duration.ofSeconds(30);

  /// Heartbeats vary by this part of their interval in both directions.
  private static final double JITTER = 0.1;

  private final Target target;
  private final StatusBoard board;
  private final ControlPlane controlPlane;
  private final LogsWanted logs;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private final Backoff backoff;
  private final Latest<Boolean> changed = new Latest<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile boolean untold = true;
  private TokenBucket bucket;
  private Duration hold = Duration.ZERO;
  private Duration spread = Duration.ZERO;
  private int current;
  private int failedInARow;
  private boolean asked;

  /// Where reports go.
  ///
  /// @param urls of control planes, at least one, in order of preference
  /// @param bearer what the node authenticates with
  /// @param heartbeat between two reports when nothing changes
  public record Target(List<URI> urls, String bearer, Duration heartbeat) {

    /// Copies the list.
    public Target {
      urls = List.copyOf(urls);
    }

    /// Keeps the secret out of logs.
    @Override
    public String toString() {
      return "Target" + urls;
    }
  }

  /// @param nanos monotonic clock
  /// @param logs hears what answers want
  public ReportLoop(
      Target target,
      StatusBoard board,
      ControlPlane controlPlane,
      LongSupplier nanos,
      RandomGenerator random,
      LogsWanted logs) {
    this.target = target;
    this.board = board;
    this.controlPlane = controlPlane;
    this.logs = logs;
    this.nanos = nanos;
    this.random = random;
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    this.bucket = TokenBucket.full(nanos.getAsLong());
    board.onStatus(
        () -> {
          untold = true;
          changed.offer(true);
        });
    changed.offer(true);
  }

  /// Reports until [#close], and then a change that was not told yet. Returns soon after an
  /// interrupt.
  @Override
  public void run() {
    begun = true;
    try {
      while (!stopped.await(pauseBeforeNext().toNanos(), TimeUnit.NANOSECONDS)) {
        Optional<Boolean> news = changed.poll(hold.isZero() ? untilHeartbeat() : Duration.ZERO);
        LOG.trace("reporting {}", news.isPresent() ? "a change" : "a heartbeat");
        if (!stopped.await(news.isPresent() ? moment() : 0, TimeUnit.NANOSECONDS)) {
          report();
        }
      }
      if (untold && failedInARow == 0) {
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /// Ends the loop, and waits for a bounded time until it has told the last change.
  @Override
  public void close() {
    stopped.countDown();
    changed.offer(true);
    try {
      if (begun && !ended.await(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the last status was not told: the control plane does not answer in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the node can run is said to who asked for it, if there is room beside what is urgent.
  private Bytes body() {
    Report report = board.report();
    Bytes plain = StatusFormat.REPORT_CODEC.encode(report);
    if (!asked) {
      return plain;
    }
    Bytes whole = StatusFormat.REPORT_CODEC.encode(report.withAbilities(board.abilities()));
    return whole.size() > MOST_BYTES ? plain : whole;
  }

  private Duration pauseBeforeNext() {
    Duration pace = bucket.delay(nanos.getAsLong());
    return pace.compareTo(hold) > 0 ? pace : hold;
  }

  /// The first quarter belongs to the refs that are still on their way to other nodes.
  private long moment() {
    return spread.toNanos() / 4 + random.nextLong(spread.toNanos() + 1);
  }

  private Duration untilHeartbeat() {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofNanos((long) (target.heartbeat().toNanos() * factor));
  }

  private void report() {
    URI base = target.urls().get(current);
    untold = false;
    Call call = new Call(base.resolve(PATH), Optional.of(target.bearer()), body());
    bucket = bucket.taken(nanos.getAsLong());
    Reply reply = controlPlane.post(call);
    if (reply instanceof Reply.Answer answer) {
      answer.logsWanted().ifPresent(wish -> logs.wanted(base, target.bearer(), wish));
      asked = answer.abilitiesWanted().isPresent();
    }
    switch (Verdict.of(reply)) {
      case Verdict.Done(String complaint, Duration asked) -> {
        spread = asked;
        delivered(base, complaint);
      }
      case Verdict.Unauthorised _ -> unauthorised(base);
      case Verdict.Busy(Duration pause) -> hold = pause;
      case Verdict.TryAnother(String reason) -> failed(base, reason);
    }
  }

  private void delivered(URI base, String complaint) {
    if (!complaint.isEmpty()) {
      LOG.warn("{}: {}", base, complaint);
    } else if (failedInARow > 0) {
      LOG.info("reports reach {} again", base);
    }
    failedInARow = 0;
    hold = Duration.ZERO;
    backoff.reset();
    board.clear(ConditionType.CREDENTIAL_REFUSED);
  }

  private void unauthorised(URI base) {
    board.raise(
        ConditionType.CREDENTIAL_REFUSED,
        base + " does not accept this node's credential; enrol again with a new join token");
    hold = PAUSE_WHEN_REFUSED.plusMillis(random.nextLong(PAUSE_WHEN_REFUSED.toMillis()));
  }

  /// Every other control plane is tried at once before the first pause.
  private void failed(URI base, String reason) {
    if (failedInARow == 0) {
      LOG.warn("reports do not reach {}, trying on: {}", base, reason);
    }
    untold = true;
    failedInARow++;
    current = (current + 1) % target.urls().size();
    hold = failedInARow % target.urls().size() == 0 ? backoff.next() : Duration.ofNanos(1);
  }
}
