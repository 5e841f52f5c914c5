package io.skerry.control.rollout;

import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Unreadable;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Works out what a leader must write so that every node's ref points to what is compiled for it.
/// It starts from the store alone, so that any leader finishes what another began.
///
/// 1. [#observe] compiles what changed and marks the nodes that it may concern.
/// 2. [#next] proposes each marked node whose ref points elsewhere, lets the rollout boundary admit
///    some, and plans the transactions.
/// 3. [#settle] takes in what became of them. What was written counts at once, before the watch
///    shows it; a node whose write has no known outcome is left alone until its ref was read back.
///
/// While some declared resource cannot be read or compiled nothing is planned: what nodes must run
/// is then not known, and dropping that resource from them would be a change that nobody asked for.
///
/// One thread at a time; acts on nothing itself.
public final class Reconciler {

  private final Keys keys;
  private final RolloutDecider decider;
  private final Function<Digest, Optional<Snapshot>> formerly;
  private final Set<ResourceName> marked = new TreeSet<>();
  private final Set<ResourceName> unsettled = new TreeSet<>();
  private final Map<ResourceName, Versioned<Ref>> ahead = new TreeMap<>();
  private final Set<Digest> storedAhead = new HashSet<>();
  private FleetImage image = FleetImage.EMPTY;
  private Compilation compilation = Compilation.EMPTY;
  private boolean contentInDoubt = true;

  /// What is to be done.
  public sealed interface Next {

    /// Everything is as it should be, or waits for the rollout.
    record Idle() implements Next {}

    /// Nothing may be done.
    ///
    /// @param reason for operators
    record Hold(String reason) implements Next {}

    /// Carry this out.
    record Act(RefPlan plan) implements Next {}
  }

  /// @param formerly looks up the snapshots of former refs, as far as they can still be found
  public Reconciler(
      Keys keys, RolloutDecider decider, Function<Digest, Optional<Snapshot>> formerly) {
    this.keys = keys;
    this.decider = decider;
    this.formerly = formerly;
  }

  /// Starts from an image.
  public void start(FleetImage from) {
    image = from;
    compilation = Compilation.of(new Declared(from));
    markAll();
  }

  /// Takes in what changed since the last call.
  public void observe(FleetNews news) {
    image = news.image();
    ahead.values().removeIf(ref -> ref.modified().compareTo(image.revision()) <= 0);
    contentInDoubt |= news.contentLost();
    if (news.contentLost()) {
      storedAhead.clear();
    }
    marked.addAll(news.refs());
    markUnreadableRefs();
    if (!news.resources().isEmpty()) {
      compilation = compilation.update(new Declared(image), news.resources());
      markAll();
    }
  }

  /// The revision that decisions are made from.
  public Revision revision() {
    return image.revision();
  }

  /// The nodes whose refs must be read back before they can move again.
  public Set<ResourceName> unsettled() {
    return Set.copyOf(unsettled);
  }

  /// Takes in a ref that was read back. A node whose ref cannot be read is left alone until that
  /// changes.
  public void settle(ResourceName node, Decoded<Optional<Versioned<Ref>>> found) {
    switch (found) {
      case Decoded.Ok<Optional<Versioned<Ref>>>(Optional<Versioned<Ref>> ref) -> {
        ref.ifPresent(current -> advance(node, current));
        marked.add(node);
      }
      case Decoded.Malformed<Optional<Versioned<Ref>>> _ -> marked.remove(node);
    }
    unsettled.remove(node);
  }

  /// Takes in what became of a plan.
  public void settle(WriteReport report) {
    report.written().forEach(this::advance);
    storedAhead.addAll(report.stored());
    unsettled.addAll(report.unsettled());
    contentInDoubt |= report.trouble().isPresent();
  }

  /// What is to be done now.
  public Next next() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return new Next.Hold(obstacle.get());
    }
    List<Move> moves = admitted();
    Set<Digest> restore = contentInDoubt ? incomplete() : Set.of();
    contentInDoubt = false;
    return moves.isEmpty() && restore.isEmpty()
        ? new Next.Idle()
        : new Next.Act(planner().plan(moves, restore));
  }

  /// Every snapshot that some node must run, or was last told to run.
  public Set<Digest> needed() {
    Set<Digest> needed = new TreeSet<>();
    compilation.distinctSnapshots().forEach(snapshot -> needed.add(snapshot.digest()));
    image.refs().asMap().values().forEach(ref -> needed.add(ref.value().snapshot()));
    ahead.values().forEach(ref -> needed.add(ref.value().snapshot()));
    return needed;
  }

  private List<Move> admitted() {
    List<Proposal> proposals = new ArrayList<>();
    marked.removeIf(node -> !unsettled.contains(node) && !propose(node, proposals));
    return proposals.isEmpty() ? List.of() : decider.admit(proposals, image);
  }

  /// Adds a proposal if the node should move; a node that is to be read back stays marked.
  private boolean propose(ResourceName node, Collection<Proposal> proposals) {
    Optional<Versioned<Ref>> current = current(node);
    Optional<Proposal> proposal =
        compilation
            .snapshotOf(node)
            .map(CompiledSnapshot::digest)
            .filter(wanted -> !pointsTo(current, wanted))
            .map(wanted -> new Proposal(node, wanted, current, garbage(node), applied(node)));
    proposal.ifPresent(proposals::add);
    return proposal.isPresent();
  }

  private static boolean pointsTo(Optional<Versioned<Ref>> current, Digest wanted) {
    return current.filter(ref -> ref.value().snapshot().equals(wanted)).isPresent();
  }

  private Optional<Versioned<Ref>> current(ResourceName node) {
    Versioned<Ref> written = ahead.get(node);
    return written != null ? Optional.of(written) : image.refs().get(node);
  }

  private Optional<Revision> garbage(ResourceName node) {
    return image.unreadable().get(keys.ref(node).path()).map(Unreadable::modified);
  }

  private long applied(ResourceName node) {
    return image
        .statuses()
        .get(node)
        .flatMap(status -> status.value().applied())
        .map(NodeStatus.Applied::generation)
        .orElse(0L);
  }

  private void markUnreadableRefs() {
    for (String path : image.unreadable().asMap().keySet()) {
      keys.locate(path)
          .flatMap(
              at ->
                  at instanceof Address.OfRef(ResourceName node)
                      ? Optional.of(node)
                      : Optional.empty())
          .ifPresent(marked::add);
    }
  }

  private void advance(ResourceName node, Versioned<Ref> ref) {
    if (ref.modified().compareTo(image.revision()) > 0) {
      ahead.put(node, ref);
    }
  }

  private void markAll() {
    image.nodes().forEach(node -> marked.add(node.metadata().name()));
  }

  private Set<Digest> incomplete() {
    Set<Digest> incomplete = new TreeSet<>();
    for (CompiledSnapshot snapshot : compilation.distinctSnapshots()) {
      if (!isStored(snapshot)) {
        incomplete.add(snapshot.digest());
      }
    }
    return incomplete;
  }

  private boolean isStored(CompiledSnapshot snapshot) {
    return hasSnapshot(snapshot.digest())
        && snapshot.snapshot().entries().stream().allMatch(entry -> hasBlob(entry.blob()));
  }

  private boolean hasSnapshot(Digest digest) {
    return storedAhead.contains(digest) || image.content().snapshots().has(digest);
  }

  private boolean hasBlob(Digest digest) {
    return storedAhead.contains(digest) || image.content().blobs().has(digest);
  }

  private RefPlanner planner() {
    return new RefPlanner(
        new ContentLibrary(compilation.distinctSnapshots()),
        new RefPlanner.Presence(this::hasSnapshot, this::hasBlob),
        formerly);
  }

  private Optional<String> obstacle() {
    Optional<String> unreadable =
        image.unreadable().asMap().keySet().stream()
            .filter(
                path -> keys.locate(path).filter(Address.OfResource.class::isInstance).isPresent())
            .findFirst()
            .map(path -> "the resource at " + path + " cannot be read");
    return unreadable.or(
        () ->
            compilation.faults().entrySet().stream()
                .findFirst()
                .map(fault -> fault.getKey() + " cannot be compiled: " + fault.getValue()));
  }
}
