package io.skerry.policy.rollout.sim;

import io.skerry.policy.check.Edit;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Orders;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Need;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Operators who change things at random, through the same rules as the API: what they decide from
/// must be unchanged when it is written. What they do most, and how much time they leave, differs
/// from run to run: what hardly ever happens in a mix of everything is usual in another.
final class Operators {

  private static final int CELLS = 3;
  private static final int POLICIES = 4;

  /// The one that a part of a listing lacks.
  static final ResourceId LAST_POLICY =
      new ResourceId(Kind.POLICY, TenantName.DEFAULT, new ResourceName("p" + (POLICIES - 1)));

  private static final List<String> PEOPLE = List.of("ana", "ben", "eve");

  private final World world;
  private final SimStore store;
  private final SimFleet fleet;
  private final SimApi api;
  private final double services;
  private final long pause;
  private long versions;
  private int nodes;

  Operators(World world, SimStore store, SimFleet fleet) {
    this.world = world;
    this.store = store;
    this.fleet = fleet;
    this.api = new SimApi(world, store);
    this.services = world.pick(List.of(0.1, 0.25, 0.9));
    this.pause = world.pick(List.of(30_000L, 90_000L, 300_000L));
  }

  /// Who wrote, and what.
  record Act(String actor, String what) {}

  /// Declares cells and nodes, and starts working.
  void begin() {
    List<Write> writes = new ArrayList<>();
    for (int cell = 0; cell < CELLS; cell++) {
      put(writes, Fleets.cell("c" + cell, cell == 2 ? Cloud.GCP : Cloud.AWS, "r" + cell));
    }
    SimStrategies.all(world).forEach(it -> put(writes, it));
    for (long i = world.between(6, 14); i > 0; i--) {
      put(writes, newNode());
    }
    store.commit(new Txn(List.of(), writes, new Act("ana", "begin")));
    world.in(world.between(30_000, 60_000), this::work);
  }

  private static void put(List<Write> writes, Resource resource) {
    writes.add(new Write(Keys.resource(resource.id()), Optional.of(resource)));
  }

  private Node newNode() {
    nodes++;
    String name = "n%02d".formatted(nodes);
    fleet.add(new ResourceName(name));
    Map<String, String> labels = world.chance(0.5) ? Map.of("tier", "gpu") : Map.of();
    Node node = Fleets.node(name, "c" + world.between(0, CELLS - 1), labels);
    return world.chance(0.25) ? SimUpkeep.windowed(node) : node;
  }

  private void work() {
    if (world.isHealed()) {
      return;
    }
    act();
    world.in(world.between(2_000, pause), this::work);
  }

  private void act() {
    double what = world.between(0, 99);
    if (what < 40) {
      edit();
    } else if (what < 85) {
      order(world.pick(List.of(Verb.values())));
    } else if (what < 90) {
      addNode();
    } else if (what < 94) {
      removeNode();
    } else if (what < 96) {
      freeze();
    } else if (what < 99) {
      relabel();
    } else {
      store.compact();
    }
  }

  private void addNode() {
    List<Write> writes = new ArrayList<>();
    put(writes, newNode());
    store.commit(new Txn(List.of(), writes, new Act("ben", "add node")));
  }

  private void removeNode() {
    List<SimNode> all = List.copyOf(fleet.all());
    if (all.size() < 4) {
      return;
    }
    ResourceName name = world.pick(all).name();
    fleet.remove(name);
    String key = Keys.resource(ResourceId.cluster(Kind.NODE, name));
    store.commit(
        new Txn(
            List.of(), List.of(new Write(key, Optional.empty())), new Act("ben", "remove node")));
  }

  private void freeze() {
    Object until = new Sights.Freezing(world.instant().plusMillis(world.between(60_000, 900_000)));
    store.commit(
        new Txn(
            List.of(),
            List.of(new Write(Keys.FREEZE, Optional.of(until))),
            new Act("ben", "freeze")));
  }

  /// Asks for something of a rollout, mostly of one that goes on.
  void order(Verb verb) {
    List<Rollout> all = Sights.values(store.state(), Keys.ROLLOUT, Rollout.class);
    List<Rollout> active = all.stream().filter(Rollout::isActive).toList();
    List<Rollout> from = active.isEmpty() || world.chance(0.1) ? all : active;
    if (!from.isEmpty()) {
      Rollout rollout = world.pick(from);
      boolean isAsked = rollout.status().phase() == Phase.AWAITING_APPROVAL && world.chance(0.5);
      order(rollout, isAsked ? Verb.APPROVE : verb, world.pick(PEOPLE));
    }
  }

  /// Stops a rollout, as soon as an order takes.
  void stop(String rollout) {
    Verb verb = world.pick(List.of(Verb.PAUSE, Verb.ABORT, Verb.ROLLBACK));
    store
        .get(Keys.ROLLOUT + rollout)
        .filter(it -> it.value() instanceof Rollout)
        .ifPresent(it -> order((Rollout) it.value(), verb, "ben"));
  }

  void order(Rollout rollout, Verb verb, String actor) {
    String key = Keys.rollout(rollout.metadata().name());
    long modified = store.get(key).map(Entry::modified).orElse(0L);
    Orders.Request request = new Orders.Request(verb, actor, "", world.instant());
    if (Orders.place(rollout, request) instanceof Orders.Placed.Accepted(Rollout ordered)) {
      later(
          new Txn(
              List.of(new Need.Unchanged(key, modified)),
              List.of(new Write(key, Optional.of(ordered))),
              new Act(actor, verb + " " + rollout.metadata().name())));
    }
  }

  /// What operators do in the end about rollouts that wait for them.
  void settleAll() {
    for (Rollout rollout : Sights.values(store.state(), Keys.ROLLOUT, Rollout.class)) {
      if (rollout.status().phase() == Phase.ROLLING_BACK) {
        order(rollout, Verb.RETRY, "ben");
      } else if (rollout.isActive() || rollout.status().phase() == Phase.ABORTED) {
        order(rollout, Verb.ROLLBACK, "ben");
      }
    }
  }

  private void edit() {
    ResourceSet declared = Sights.declared(store.state());
    List<Edit> edits = new ArrayList<>();
    Set<ResourceId> edited = new HashSet<>();
    for (long i = world.between(1, 2); i > 0; i--) {
      Edit edit = edit(declared);
      if (edited.add(edit.id())) {
        edits.add(edit);
      }
    }
    propose(edits);
    if (world.chance(0.3)) {
      world.in(world.between(0, 10_000), () -> order(Verb.PAUSE));
    }
  }

  /// Some say at once that they mean it when much is taken away.
  private void propose(List<Edit> edits) {
    api.accept(edits, world.pick(PEOPLE), world.chance(0.5)).ifPresent(this::later);
  }

  /// Labels decide where things are, without any rollout.
  private void relabel() {
    List<Node> all = Sights.values(store.state(), Keys.RESOURCE + "nodes/", Node.class);
    Node node = world.pick(all);
    Map<String, String> labels =
        node.metadata().labels().isEmpty() ? Map.of("tier", "gpu") : Map.of();
    Metadata old = node.metadata();
    propose(
        List.of(
            new Edit.Put(
                node.withMetadata(
                    new Metadata(
                        old.name(), old.tenant(), labels, old.annotations(), old.lifecycle())))));
  }

  private Edit edit(ResourceSet declared) {
    return world.chance(services) ? service() : policyEdit(declared);
  }

  /// Another version takes the place of the one that a service has.
  private Edit service() {
    versions++;
    String version =
        world.chance(0.2)
            ? Requests.erring(versions)
            : world.chance(0.1) ? Requests.unused(versions) : "v" + versions;
    ResourceName strategy =
        world.chance(0.7) ? SimStrategies.NAMES.getLast() : world.pick(SimStrategies.NAMES);
    return new Edit.Put(
        new Service(
            Fleets.metadata("s" + world.between(0, 3), TenantName.DEFAULT, Map.of()),
            new Service.Spec(
                placement(),
                Map.of(
                    new ResourceName(version),
                    new Service.Version.Upstreams(List.of(URI.create("http://" + version)))),
                Delivery.DEFAULT,
                Optional.of(strategy))));
  }

  private Edit policyEdit(ResourceSet declared) {
    ResourceName name = new ResourceName("p" + world.between(0, POLICIES - 1));
    ResourceId id = new ResourceId(Kind.POLICY, TenantName.DEFAULT, name);
    Optional<Resource> old = declared.find(id);
    return old.isPresent() && world.chance(0.1)
        ? new Edit.Delete(id)
        : new Edit.Put(policy(name, old));
  }

  private Policy policy(ResourceName name, Optional<Resource> old) {
    versions++;
    String bad = world.chance(0.3) ? world.pick(List.of(Poison.values())).text() : "no";
    long generation =
        old.flatMap(it -> it.metadata().lifecycle()).map(Metadata.Lifecycle::generation).orElse(0L)
            + 1;
    Metadata metadata = Fleets.metadata(name.value(), TenantName.DEFAULT, Map.of());
    return new Policy(
        metadata.withLifecycle(
            new Metadata.Lifecycle("uid-" + name, generation, world.instant(), world.instant())),
        new Policy.Spec(
            new ResourceName("s"),
            PolicyType.CONFIG,
            100,
            placement(),
            Fleets.json("{\"v\":%d,\"bad\":\"%s\"}".formatted(versions, bad)),
            List.of(),
            Optional.of(world.pick(SimStrategies.NAMES))));
  }

  private Placement placement() {
    return new Placement(
        world.chance(0.2) ? Set.of(Cloud.AWS) : Set.of(),
        Set.of(),
        world.chance(0.2) ? Set.of(new ResourceName("c0")) : Set.of(),
        world.chance(0.2) ? Optional.of(where()) : Optional.empty(),
        List.of(),
        0,
        Optional.empty());
  }

  /// Hardly any, some, or nobody at all.
  private String where() {
    return world.pick(
        List.of("labels.tier == 'gpu'", "labels.tier == 'gpu'", "name != 'n01'", "name == 'x'"));
  }

  /// What was on its way to a store that is gone reaches no other.
  private void later(Txn txn) {
    long addressee = store.identity();
    world.in(
        world.between(1, 300),
        () -> {
          if (store.identity() == addressee) {
            store.commit(txn);
          }
        });
  }
}
