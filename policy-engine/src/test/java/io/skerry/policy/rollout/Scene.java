package io.skerry.policy.rollout;

import io.skerry.policy.freeze.Freeze;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A fleet that does what a test says, under a leader that does what the decider says.
final class Scene {

  static final String AUTHOR = "ana";

  private final Map<ResourceName, NodeSight> nodes = new TreeMap<>();
  private final Map<ResourceName, RolloutSight> rollouts = new TreeMap<>();
  private final Map<ResourceName, List<List<ResourceName>>> plans = new HashMap<>();
  private final Map<ResourceName, Availability.Free> free = new HashMap<>();
  private Freeze freeze = Freeze.NONE;
  private Evidence evidence = Evidence.NONE;
  private Optional<Instant> wake = Optional.empty();
  private Instant now = Instant.parse("2026-01-01T10:00:00Z");

  /// Adds steady nodes, all in one cell.
  Scene nodes(String cell, String... names) {
    for (String name : names) {
      Places places =
          new Places(
              new ResourceName(name),
              "z1",
              new ResourceName(cell),
              new ResourceName("us-east-1"),
              Cloud.AWS);
      Ref ref = ref(name, 1, "inventory", 0, Ref.Reason.NORMAL, Set.of());
      nodes.put(
          places.node(),
          NodeSight.of(places, facts(Optional.of(ref), Optional.of(Sayings.applied(ref, now)))));
    }
    return this;
  }

  /// Accepts a change of one policy, to be moved in the given waves.
  Scene rollout(String name, RolloutStrategy.Spec strategy, String policy, String... waves) {
    return rollout(name, strategy, policy, Set.of(), waves);
  }

  /// Accepts an emergency change.
  Scene breakglass(String name, String policy, String... waves) {
    rollout(name, Strategies.standard(), policy, waves);
    return respecified(name, Admission.BREAKGLASS, Optional.empty());
  }

  /// Accepts a change that takes over others.
  Scene rollout(
      String name,
      RolloutStrategy.Spec strategy,
      String policy,
      Set<String> supersedes,
      String... waves) {
    plans.put(
        new ResourceName(name),
        Stream.of(waves)
            .map(wave -> Stream.of(wave.split(" ")).map(ResourceName::new).toList())
            .toList());
    supersedes.forEach(older -> set(older, Phase.SUPERSEDED));
    put(Accepted.rollout(name, strategy, policy, supersedes, now));
    return this;
  }

  /// Accepts a change that moves all requests of a service from v1 to v2.
  Scene shift(String name, RolloutStrategy.Spec strategy, String... waves) {
    rollout(name, strategy, "unused", waves);
    put(Sample.shifting(rollout(name)));
    return this;
  }

  /// Accepts a change whose author saw a plan.
  Scene expecting(String name, String policy, Digest plan, String... waves) {
    rollout(name, Strategies.standard(), policy, waves);
    return respecified(name, rollout(name).spec().strategyName(), Optional.of(plan));
  }

  private Scene respecified(String name, ResourceName strategy, Optional<Digest> plan) {
    Rollout rollout = rollout(name);
    Rollout.Spec spec = rollout.spec();
    put(
        new Rollout(
            rollout.metadata(),
            new Rollout.Spec(
                spec.changes(),
                strategy,
                spec.strategy(),
                spec.author(),
                plan,
                spec.supersedes(),
                spec.orders()),
            rollout.status()));
    return this;
  }

  private void set(String rollout, Phase phase) {
    Rollout old = rollout(rollout);
    put(old.withStatus(Statuses.in(old.status(), phase, "", now)));
  }

  /// Replaces a rollout.
  void put(Rollout rollout) {
    RolloutSight old = rollouts.get(rollout.metadata().name());
    List<List<ResourceName>> members =
        rollout.status().waves().isEmpty()
            ? List.of()
            : plan(rollout).waves().stream().map(WavePlan.Wave::nodes).toList();
    rollouts.put(
        rollout.metadata().name(),
        new RolloutSight(
            rollout,
            members,
            old == null ? Set.of() : old.latecomers(),
            old == null ? Optional.empty() : old.obstacle()));
  }

  void obstacle(String rollout, String reason) {
    rollouts.computeIfPresent(new ResourceName(rollout), (_, it) -> it.withObstacle(reason));
  }

  void latecomers(String rollout, String... nodes) {
    Set<ResourceName> late = Sample.names(nodes);
    rollouts.computeIfPresent(
        new ResourceName(rollout),
        (_, it) -> new RolloutSight(it.rollout(), it.members(), late, it.obstacle()));
  }

  WavePlan plan(Rollout rollout) {
    List<List<ResourceName>> waves = plans.getOrDefault(rollout.metadata().name(), List.of());
    List<RolloutStrategy.Wave> declared = rollout.spec().strategy().waves();
    List<WavePlan.Wave> named = new ArrayList<>();
    for (List<ResourceName> wave : waves) {
      int i = Math.min(named.size(), declared.size() - 1);
      named.add(new WavePlan.Wave(declared.get(i).name(), wave));
    }
    return new WavePlan(digest(waves.toString()), named);
  }

  /// Lets the leader do all it can without hearing of any node.
  Scene settle() {
    boolean goesOn = true;
    for (int pass = 0; goesOn; pass++) {
      if (pass > 50) {
        throw new AssertionError("decides for ever: " + rollouts);
      }
      boolean decided = decide();
      goesOn = move() || decided;
    }
    return this;
  }

  private boolean decide() {
    Decisions decided = new Decider(this::plan).decide(sight(), evidence, now);
    wake = decided.wake();
    decided.decisions().forEach(it -> put(it.rollout().withStatus(it.next())));
    return !decided.decisions().isEmpty();
  }

  private boolean move() {
    List<Admission.Move> moves = Admission.admit(sight(), missed(), now);
    moves.forEach(this::write);
    return !moves.isEmpty();
  }

  /// Members of rollouts that succeeded without them.
  private Admission.Inventory missed() {
    List<ResourceName> missed =
        rollouts.values().stream()
            .filter(it -> it.rollout().status().phase() == Phase.SUCCEEDED)
            .flatMap(
                it ->
                    it.members().stream()
                        .flatMap(List::stream)
                        .filter(node -> nodes.containsKey(node))
                        .filter(node -> !node(node.value()).carries(it.name())))
            .distinct()
            .toList();
    return new Admission.Inventory(missed, Domain.CELL, new Amount.Count(1));
  }

  private void write(Admission.Move move) {
    NodeSight node = node(move.node().value());
    Ref ref =
        new Ref(
            move.node(),
            digest(new TreeSet<>(move.carries()).toString()),
            generation(node) + 1,
            move.rollout(),
            move.wave(),
            move.kind(),
            move.issuedAt(),
            move.carries());
    put(node, Optional.of(ref), node.facts().status());
  }

  /// Nodes apply their refs, and the leader hears of it.
  Scene apply(String... names) {
    for (String name : names) {
      NodeSight node = node(name);
      put(node, node.facts().ref(), node.facts().ref().map(ref -> Sayings.applied(ref, now)));
    }
    return settle();
  }

  /// A node refuses its ref.
  Scene refuse(String name) {
    NodeSight node = node(name);
    Ref ref = node.facts().ref().orElseThrow();
    NodeStatus said = node.facts().status().orElseThrow();
    put(node, node.facts().ref(), Optional.of(Sayings.refusing(said, ref, now)));
    return settle();
  }

  /// The store is replaced by an older copy, which knows of a node's former ref only.
  Scene forget(String name) {
    NodeSight node = node(name);
    Ref ref = node.facts().ref().orElseThrow();
    Ref former =
        ref(name, ref.generation() - 1, ref.rollout(), ref.wave(), ref.kind(), ref.carries());
    put(node, Optional.of(former), node.facts().status());
    return settle();
  }

  /// Nodes fall silent.
  Scene silence(String... names) {
    for (String name : names) {
      say(name, said -> Sayings.reachable(said, NodeStatus.Reachability.SILENT, now));
    }
    return settle();
  }

  /// A node is heard again.
  Scene hear(String name) {
    say(name, said -> Sayings.reachable(said, NodeStatus.Reachability.HEARD, now));
    return settle();
  }

  /// Two processes report as a node, or no longer.
  Scene share(String name, boolean shared) {
    say(name, said -> Sayings.shared(said, shared, now));
    return settle();
  }

  private void say(String name, UnaryOperator<NodeStatus> next) {
    NodeSight node = node(name);
    put(node, node.facts().ref(), node.facts().status().map(next));
  }

  /// A node reports a health score and conditions.
  Scene report(String name, int health, String... conditions) {
    NodeSight node = node(name);
    NodeStatus said = node.facts().status().orElseThrow();
    put(
        node,
        node.facts().ref(),
        Optional.of(Sayings.feeling(said, health, List.of(conditions), now)));
    return settle();
  }

  /// A node is not declared any more.
  Scene remove(String name) {
    nodes.remove(new ResourceName(name));
    return settle();
  }

  /// Time passes.
  Scene pass(Duration time) {
    now = now.plus(time);
    return settle();
  }

  Scene freeze(Freeze next) {
    freeze = next;
    return settle();
  }

  /// A node is to be left alone for a while.
  Scene busy(String name, Duration time) {
    free.merge(
        new ResourceName(name),
        new Availability.Free(now.plus(time)),
        (_, again) -> new Availability.Free(now, again.since()));
    return settle();
  }

  Scene evidence(Evidence next) {
    evidence = next;
    return settle();
  }

  /// An operator asks for something that is allowed.
  Scene order(String rollout, Verb verb, String actor) {
    put(((Orders.Placed.Accepted) ask(rollout, verb, actor)).rollout());
    return settle();
  }

  /// An operator asks for something.
  Orders.Placed ask(String rollout, Verb verb, String actor) {
    return Orders.place(rollout(rollout), new Orders.Request(verb, actor, "", now));
  }

  Instant now() {
    return now;
  }

  Optional<Instant> wake() {
    return wake;
  }

  FleetSight sight() {
    return FleetSight.of(nodes.values(), rollouts.values())
        .withFreeze(freeze)
        .withAvailability(Sayings.availability(free, now));
  }

  Rollout rollout(String name) {
    return Optional.ofNullable(rollouts.get(new ResourceName(name))).orElseThrow().rollout();
  }

  Phase phase(String name) {
    return rollout(name).status().phase();
  }

  String reason(String name) {
    return rollout(name).status().reason();
  }

  NodeSight node(String name) {
    return Optional.ofNullable(nodes.get(new ResourceName(name))).orElseThrow();
  }

  /// The nodes whose refs carry a rollout.
  List<String> carriers(String rollout) {
    return nodes.values().stream()
        .filter(node -> node.carries(new ResourceName(rollout)))
        .map(node -> node.name().value())
        .toList();
  }

  long generation(NodeSight node) {
    return node.facts().ref().map(Ref::generation).orElse(0L);
  }

  private void put(NodeSight node, Optional<Ref> ref, Optional<NodeStatus> status) {
    nodes.put(node.name(), NodeSight.of(node.places(), facts(ref, status)));
  }

  private static NodeSight.Facts facts(Optional<Ref> ref, Optional<NodeStatus> status) {
    return new NodeSight.Facts(ref, status);
  }

  private Ref ref(
      String node,
      long generation,
      String rollout,
      int wave,
      Ref.Reason kind,
      Set<ResourceName> carries) {
    return new Ref(
        new ResourceName(node), digest("[]"), generation, rollout, wave, kind, now, carries);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
