package io.skerry.agent.runtime;

import io.skerry.agent.enrol.Enrolment;
import io.skerry.agent.enrol.Enrolment.Attempt;
import io.skerry.agent.enrol.Identity;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.ClockWatch;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.LogsWanted;
import io.skerry.agent.observe.ReportLoop;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.observe.TimedControlPlane;
import io.skerry.agent.spool.DiskException;
import io.skerry.agent.sync.Applier;
import io.skerry.agent.sync.StoreContent;
import io.skerry.agent.sync.SyncLoop;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.WatchLoop;
import io.skerry.schema.store.WatchPace;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of a node that needs the network: enrols if needed, then follows the ref and reports,
/// until closed. Whatever fails here is tried again, and never changes what the node serves.
///
/// Runs on the thread that calls [#run].
public final class NodeLink implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Plan plan;
  private final AgentRuntime runtime;
  private final IdentityFile identityFile;
  private final StatusBoard board;
  private final Applier applier;
  private final Consumer<Enrolled> enrolled;
  private final LogsWanted logs;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Backoff backoff;
  private volatile @Nullable SyncLoop following;

  /// What the operator asked for.
  ///
  /// @param node whose link it is
  /// @param agentVersion of this program
  /// @param known the stored identity; empty before the first enrolment
  /// @param controlPlane URLs that take precedence over those of the identity
  /// @param joinToken asked before each try to enrol, because it may be replaced meanwhile
  /// @param heartbeat takes precedence over that of the identity
  public record Plan(
      ResourceName node,
      String agentVersion,
      Optional<Identity> known,
      List<URI> controlPlane,
      Supplier<Optional<String>> joinToken,
      Optional<Duration> heartbeat) {}

  /// How an enrolled node reaches the control plane.
  ///
  /// @param urls of control planes, at least one, in order of preference
  /// @param bearer what it authenticates with
  public record Enrolled(List<URI> urls, String bearer) {
    /// Copies the list.
    public Enrolled {
      urls = List.copyOf(urls);
    }

    /// Keeps the secret out of logs.
    @Override
    public String toString() {
      return "Enrolled" + urls;
    }
  }

  /// A link that does nothing yet.
  ///
  /// @param enrolled is told once, as soon as it is known how to reach the control plane
  /// @param logs hears which lines of the request log somebody wants
  public NodeLink(
      Plan plan,
      AgentRuntime runtime,
      IdentityFile identityFile,
      StatusBoard board,
      Applier applier,
      Consumer<Enrolled> enrolled,
      LogsWanted logs) {
    this.plan = plan;
    this.runtime = runtime;
    this.identityFile = identityFile;
    this.board = board;
    this.applier = applier;
    this.enrolled = enrolled;
    this.logs = logs;
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, runtime.random());
  }

  @Override
  public void run() {
    try {
      applier.settle();
      Optional<Identity> identity = plan.known();
      while (identity.isEmpty() && stopped.getCount() > 0) {
        identity = enrol();
      }
      if (identity.isPresent() && stopped.getCount() > 0) {
        follow(identity.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the link to the cell failed for good; the node serves what it has", e);
    }
  }

  /// Ends the link; does not wait for it.
  @Override
  public void close() {
    stopped.countDown();
    SyncLoop loop = following;
    if (loop != null) {
      loop.close();
    }
  }

  private void follow(Identity identity) {
    StateStore store = runtime.openStore(identity.etcdEndpoints());
    SyncLoop sync =
        new SyncLoop(
            applier,
            new StoreContent(store, identity.keys(), runtime.executor()),
            board,
            runtime.timing().nanos(),
            runtime.random());
    following = sync;
    try (store;
        ReportLoop reports = reports(identity);
        WatchLoop watch = WatchLoop.start(watchParts(identity, store, sync))) {
      LOG.info(
          "following the ref of {} with {}", identity.node(), watch.getClass().getSimpleName());
      runtime.start("skerry-reports " + identity.node(), reports);
      enrolled.accept(new Enrolled(urls(identity), identity.bearer()));
      if (stopped.getCount() > 0) {
        sync.run();
      }
    }
  }

  private WatchLoop.Parts watchParts(Identity identity, StateStore store, SyncLoop sync) {
    return new WatchLoop.Parts(
        store,
        identity.keys().refOf(identity.node()),
        sync,
        WatchPace.DEFAULT,
        runtime.steadyClock(),
        runtime.random(),
        runtime.threads("skerry-watch"));
  }

  private List<URI> urls(Identity identity) {
    Set<URI> urls = new LinkedHashSet<>(plan.controlPlane());
    urls.addAll(identity.controlPlane());
    return List.copyOf(urls);
  }

  private ReportLoop reports(Identity identity) {
    ReportLoop.Target target =
        new ReportLoop.Target(
            urls(identity), identity.bearer(), plan.heartbeat().orElse(identity.heartbeat()));
    ClockWatch clock = new ClockWatch(board, runtime.timing().clock(), runtime.timing().nanos());
    return new ReportLoop(
        target,
        board,
        new TimedControlPlane(runtime.controlPlane(), clock),
        runtime.timing().nanos(),
        runtime.random(),
        logs);
  }

  private Optional<Identity> enrol() throws InterruptedException {
    Optional<String> token = plan.joinToken().get();
    if (token.isEmpty()) {
      board.raise(ConditionType.ENROLMENT_REFUSED, "there is no join token to enrol with");
    } else {
      Enrolment enrolment = new Enrolment(plan.node(), plan.agentVersion(), runtime.controlPlane());
      for (URI url : plan.controlPlane()) {
        Optional<Identity> identity = settle(enrolment.attempt(url, token.get()));
        if (identity.isPresent()) {
          return identity;
        }
      }
    }
    boolean closed = stopped.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
    LOG.debug("enrolment {}", closed ? "ended" : "is tried again");
    return Optional.empty();
  }

  private Optional<Identity> settle(Attempt attempt) {
    switch (attempt) {
      case Attempt.Enrolled enrolled -> {
        return store(enrolled);
      }
      case Attempt.TokenRefused(String reason) -> {
        LOG.warn("{}", reason);
        board.raise(ConditionType.ENROLMENT_REFUSED, reason);
      }
      case Attempt.Failed(String reason) -> LOG.warn("cannot enrol yet: {}", reason);
    }
    return Optional.empty();
  }

  /// The token is used up, so an identity that cannot be stored is used all the same.
  private Optional<Identity> store(Attempt.Enrolled enrolled) {
    board.clear(ConditionType.ENROLMENT_REFUSED);
    try {
      identityFile.write(enrolled.answer());
      LOG.info("enrolled as {}", enrolled.identity().node());
    } catch (DiskException e) {
      LOG.error("enrolled, but the identity is lost at the next start: {}", e.getMessage());
      board.raise(ConditionType.DISK_FAILED, "the identity could not be stored: " + e.getMessage());
    }
    return Optional.of(enrolled.identity());
  }
}
