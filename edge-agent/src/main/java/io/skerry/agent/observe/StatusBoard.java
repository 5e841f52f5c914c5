package io.skerry.agent.observe;

import io.skerry.agent.apply.Rejection;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.StatusFormat.NotNow;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Rejected;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What the node serves and how it is: the one place that everything else reads.
///
/// The served view is a single volatile reference, so that a read is a volatile read and a swap is
/// one write. What the node says it has applied is taken from that same reference, and so can never
/// name a snapshot that was not active when the report was made. Safe for use by any thread.
public final class StatusBoard {

  /// As long as a report may have it.
  private static final int MAX_REASON = 256;

  private final String bootId;
  private final String agentVersion;
  private final InstantSource clock;
  private final AtomicReference<NodeFacts> facts = new AtomicReference<>(NodeFacts.AT_START);
  private final List<Runnable> statusWatchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<ConfigView>> viewWatchers = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<NotNow>> wish = new AtomicReference<>(Optional.empty());
  private volatile ConfigView view = ConfigView.EMPTY;
  private volatile Abilities abilities = Abilities.UNKNOWN;
  private volatile boolean leaving;

  /// @param bootId changes with every start
  /// @param agentVersion of this program
  /// @param clock for when something was refused or began
  public StatusBoard(String bootId, String agentVersion, InstantSource clock) {
    this.bootId = bootId;
    this.agentVersion = agentVersion;
    this.clock = clock;
  }

  /// What is served now.
  public ConfigView view() {
    return view;
  }

  /// Serves another view from now on. Whatever was refused before is settled by it.
  public void activate(ConfigView next) {
    facts.updateAndGet(NodeFacts::settled);
    view = next;
    viewWatchers.forEach(watcher -> watcher.accept(next));
    statusWatchers.forEach(Runnable::run);
  }

  /// The current ref was refused.
  public void reject(Rejection rejection) {
    Rejected rejected =
        new Rejected(
            rejection.snapshot(),
            rejection.generation(),
            rejection.code().wireName(),
            rejection.message(),
            clock.instant());
    update(now -> now.withRejected(rejected));
  }

  /// The current ref is what the node runs.
  public void settle() {
    update(NodeFacts::settled);
  }

  /// How the node stands with the store.
  public void link(Link link) {
    update(now -> now.withLink(link));
  }

  /// How the node stands with the store.
  public Link link() {
    return facts.get().link();
  }

  /// Something is worth attention, or still is with another message.
  public void raise(ConditionType type, String message) {
    update(now -> now.with(type, message, clock.instant()));
  }

  /// It no longer is.
  public void clear(ConditionType type) {
    update(now -> now.without(type));
  }

  /// The node ends: whoever sends it requests should stop.
  public void leave() {
    leaving = true;
  }

  /// Whether the node ends.
  public boolean isLeaving() {
    return leaving;
  }

  /// From now on the node asks not to be changed until then; a newer wish replaces an older one.
  ///
  /// @param until when it may be changed again
  /// @param reason for people; cut after 256 characters
  public void deferChanges(Instant until, String reason) {
    ask(Optional.of(new NotNow(until, reason.substring(0, Math.min(MAX_REASON, reason.length())))));
  }

  /// The node may be changed again at any time.
  public void allowChanges() {
    ask(Optional.empty());
  }

  private void ask(Optional<NotNow> next) {
    if (!wish.getAndSet(next).equals(next)) {
      statusWatchers.forEach(Runnable::run);
    }
  }

  /// What the node refuses nothing within.
  public void can(Abilities all) {
    abilities = all;
  }

  /// What the node can run.
  public Abilities abilities() {
    return abilities;
  }

  /// The whole status at this moment, without what the node can run, which never changes.
  public Report report() {
    NodeFacts known = facts.get();
    Optional<Applied> applied =
        view.version()
            .map(v -> new Applied(v.snapshot(), v.generation(), v.durationMicros(), v.appliedAt()));
    return new Report(
        bootId,
        agentVersion,
        applied,
        known.rejected(),
        known.link(),
        100,
        known.conditionList(),
        wish.get().filter(it -> it.until().isAfter(clock.instant())));
  }

  /// Calls `watcher` after every change, on the thread that made it: it must return at once.
  public void onStatus(Runnable watcher) {
    statusWatchers.add(watcher);
  }

  /// Hands every view that is activated to `watcher`, on the thread that activated it: it must
  /// return at once.
  public void onView(Consumer<ConfigView> watcher) {
    viewWatchers.add(watcher);
  }

  private void update(UnaryOperator<NodeFacts> change) {
    NodeFacts before = facts.getAndUpdate(change);
    if (!before.equals(facts.get())) {
      statusWatchers.forEach(Runnable::run);
    }
  }
}
