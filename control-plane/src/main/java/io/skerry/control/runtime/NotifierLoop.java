package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.lease.Term;
import io.skerry.control.notice.Retries;
import io.skerry.control.notice.Signature;
import io.skerry.control.runtime.Mailbox.Pending;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import io.skerry.schema.store.WatchLoop;
import io.skerry.schema.store.WatchPace;
import io.skerry.schema.store.WatchSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers messages to targets while this replica leads, at least once each: a message is removed
/// only after it was taken, and a leader that dies between the two lets the next one send it again
/// with the same id. A target that fails or hangs delays nobody else for longer than one call.
public final class NotifierLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(NotifierLoop.class);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final Office office;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Retries retries;
  private final Courier courier;
  private final NoticeSecrets secrets;
  private final Parallel parallel;
  private final Mailbox mailbox;
  private final UndeliveredCounts counts;

  /// @param courier carries messages
  /// @param secrets they are signed with
  /// @param retries when they are tried again
  /// @param counts are kept up to date
  NotifierLoop(
      Replica replica,
      Courier courier,
      NoticeSecrets secrets,
      Retries retries,
      UndeliveredCounts counts) {
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.office = replica.office();
    this.clock = replica.clock();
    this.random = replica.random();
    this.retries = retries;
    this.courier = courier;
    this.secrets = secrets;
    this.mailbox = new Mailbox(replica.store(), replica.keys());
    this.counts = counts;
    this.parallel = new Parallel(new BoundedThreads("notices", Courier.WIDTH));
  }

  @Override
  public String name() {
    return "notifier";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    Signal signal = new Signal(clock);
    try (FleetView.Subscription _ = view.open(signal).subscription();
        WatchLoop _ = WatchLoop.start(messages(signal))) {
      while (office.holds(term)) {
        signal.await(pass(term));
      }
    } finally {
      counts.forget();
    }
  }

  /// Messages may come to be due by another replica: an operator asked for another try there.
  private WatchLoop.Parts messages(Signal signal) {
    return new WatchLoop.Parts(
        store,
        keys.notifications(),
        signal,
        WatchPace.DEFAULT,
        clock,
        random,
        task -> Thread.ofVirtual().name("notices-watch").unstarted(task));
  }

  /// Delivers what is due, and answers how long nothing will be.
  private Duration pass(Term term) {
    try {
      List<Pending> all = mailbox.all();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      all.stream()
          .filter(it -> Retries.isForgotten(it.notification(), now))
          .forEach(it -> commit(term, it, Optional.empty()));
      parallel.each(due(all, now), it -> deliver(term, it));
      return patience(now);
    } catch (StoreException away) {
      LOG.warn("Cannot read the messages to be delivered ({})", away.code());
      return QUIET;
    }
  }

  /// The oldest of each target.
  private static List<Pending> due(List<Pending> all, Instant now) {
    Map<ResourceId, Pending> byTarget = new LinkedHashMap<>();
    all.stream()
        .filter(it -> !it.notification().delivery().isDead())
        .filter(it -> !it.notification().delivery().due().isAfter(now))
        .forEach(it -> byTarget.putIfAbsent(it.notification().target(), it));
    return List.copyOf(byTarget.values());
  }

  /// Until the next attempt; what others of the same target wait for is known after this pass only.
  private Duration patience(Instant now) {
    List<Pending> rest = mailbox.all();
    counts.saw(rest);
    return rest.stream()
        .filter(it -> !it.notification().delivery().isDead())
        .map(it -> Duration.between(now, it.notification().delivery().due()))
        .map(left -> left.compareTo(SHORTEST) < 0 ? SHORTEST : left)
        .filter(left -> left.compareTo(QUIET) < 0)
        .min(Duration::compareTo)
        .orElse(QUIET);
  }

  private void deliver(Term term, Pending pending) {
    Notification notification = pending.notification();
    Optional<NotificationTarget> target =
        view.image()
            .resource(notification.target())
            .flatMap(
                it ->
                    it.value() instanceof NotificationTarget found
                        ? Optional.of(found)
                        : Optional.empty());
    if (target.isEmpty()) {
      commit(term, pending, Optional.empty());
      return;
    }
    Optional<String> failure = post(target.get(), notification);
    if (failure.isEmpty()) {
      commit(term, pending, Optional.empty());
      return;
    }
    Notification next = retries.failed(notification, failure.get(), now());
    if (next.delivery().isDead()) {
      LOG.error(
          "{} took no message about {} in {} attempts: {}",
          notification.target(),
          notification.event().wireName(),
          next.delivery().attempts(),
          failure.get());
    }
    commit(term, pending, Optional.of(next));
  }

  private Optional<String> post(NotificationTarget target, Notification notification) {
    Instant at = now().truncatedTo(ChronoUnit.SECONDS);
    Bytes body = CanonicalJson.bytes(CanonicalJson.tree(notification.body()));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("webhook-id", notification.id());
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    Optional<ResourceName> secret = target.spec().secretRef();
    if (secret.isPresent()) {
      Optional<byte[]> key = secrets.find(target.metadata().tenant(), secret.get());
      if (key.isEmpty()) {
        return Optional.of("there is no secret " + secret.get() + " to sign with");
      }
      headers.put("webhook-signature", Signature.of(key.get(), notification.id(), at, body));
    }
    try {
      return courier.post(target.spec().url(), headers, body);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (RuntimeException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  private void commit(Term term, Pending pending, Optional<Notification> next) {
    String id = pending.notification().id();
    Txn.Builder txn =
        Txn.builder()
            .require(term.fence(keys))
            .requireUnchanged(keys.notification(id), pending.modified());
    next.ifPresentOrElse(
        it -> txn.put(keys.notification(id), it), () -> txn.delete(keys.notification(id)));
    if (store.commit(txn.build()) instanceof CommitOutcome.Fenced) {
      office.leave(term, "one of its writes was fenced");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// Wakes the loop when a rollout changed, or when a message was written that is due soon, by the
  /// clock of whoever wrote it.
  private static final class Signal implements FleetListener, WatchSink {

    private final InstantSource clock;
    private final Semaphore some = new Semaphore(0);

    Signal(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public void onBatch(List<Change> changes, Revision revision) {
      Instant soon = clock.instant().plus(SOON);
      if (changes.stream().anyMatch(change -> isDue(change, soon))) {
        some.release();
      }
    }

    private static boolean isDue(Change change, Instant soon) {
      return change instanceof Change.Put(RawEntry entry)
          && Codecs.NOTIFICATION.decode(entry.bytes())
              instanceof Decoded.Ok<Notification>(Notification found)
          && !found.delivery().isDead()
          && !found.delivery().due().isAfter(soon);
    }

    @Override
    public void onLink(LinkState state) {
      LOG.debug("The watch of messages is {}", state);
    }

    @Override
    public void onDelta(FleetDelta delta) {
      if (delta.changes().stream().anyMatch(Signal::isOfRollout)) {
        some.release();
      }
    }

    private static boolean isOfRollout(FleetChange change) {
      return change instanceof FleetChange.OfResource it && it.id().kind() == Kind.ROLLOUT;
    }

    void await(Duration timeout) throws InterruptedException {
      if (some.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        some.drainPermits();
      }
    }
  }
}
