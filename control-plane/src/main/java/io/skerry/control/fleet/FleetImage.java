package io.skerry.control.fleet;

import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.model.WaveMembers;
import io.skerry.schema.store.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that one cell's store holds, at one revision. Immutable; a changed copy shares what
/// did not change. Equal to what a listing of the store at the same revision would give, however
/// the changes that led here were batched.
///
/// @param revision the store's revision that this shows
/// @param resources every declared resource, nodes included, ordered by kind, tenant, name
/// @param refs what each node must run; a ref outlives its node, so that its counter never starts
///   again
/// @param statuses what each node runs, as far as it ever said
/// @param waves the members of the rollouts' waves
/// @param credentials what enrolled nodes prove their identity with
/// @param replicas the control plane itself
/// @param content which manifests and blobs exist
/// @param outbox audit events that are not in the history yet, oldest first, with their revisions
/// @param unreadable paths of values that this release cannot read, with the reason; they are in no
///   other part
public record FleetImage(
    Revision revision,
    PersistentMap<ResourceId, Versioned<Resource>> resources,
    PersistentMap<ResourceName, Versioned<Ref>> refs,
    PersistentMap<ResourceName, Versioned<NodeStatus>> statuses,
    PersistentMap<WaveId, Versioned<WaveMembers>> waves,
    PersistentMap<ResourceName, Versioned<NodeCredential>> credentials,
    Replicas replicas,
    Content content,
    PersistentMap<String, Revision> outbox,
    PersistentMap<String, Unreadable> unreadable) {

  /// The store before its first write.
  public static final FleetImage EMPTY =
      new FleetImage(
          Revision.ZERO,
          PersistentMap.empty(),
          PersistentMap.empty(),
          PersistentMap.empty(),
          PersistentMap.empty(),
          PersistentMap.empty(),
          new Replicas(PersistentMap.empty(), Optional.empty()),
          new Content(PersistentMap.empty(), PersistentMap.empty()),
          PersistentMap.empty(),
          PersistentMap.empty());

  /// The control plane's own processes.
  ///
  /// @param members live replicas by name
  /// @param leader the one that leads; its `created` revision is its term
  public record Replicas(
      PersistentMap<String, Versioned<Member>> members, Optional<Versioned<Member>> leader) {}

  /// What exists by digest, with the revisions that created it.
  ///
  /// @param snapshots manifests
  /// @param blobs pieces of content
  public record Content(
      PersistentMap<Digest, Revision> snapshots, PersistentMap<Digest, Revision> blobs) {}

  /// Applies a batch of the watch.
  ///
  /// @param batch in revision order
  /// @param reached the revision that the batch leads to, at least this image's
  public FleetDelta apply(Keys keys, List<Change> batch, Revision reached) {
    return apply(keys, new WrittenRefs(), batch, reached);
  }

  /// The same for a process that wrote some of the refs itself.
  public FleetDelta apply(Keys keys, WrittenRefs written, List<Change> batch, Revision reached) {
    return FleetDelta.of(this, new ChangeReader(keys, written), batch, reached);
  }

  /// A resource by identity.
  public Optional<Versioned<Resource>> resource(ResourceId id) {
    return resources.get(id);
  }

  /// A node of the inventory.
  public Optional<Versioned<Resource>> node(ResourceName name) {
    return resources.get(ResourceId.cluster(Kind.NODE, name));
  }

  /// The resources of a kind, ordered by tenant and name.
  public Stream<Versioned<Resource>> resources(Kind kind) {
    return resources.from(firstOf(kind)).entrySet().stream()
        .takeWhile(entry -> entry.getKey().kind() == kind)
        .map(Map.Entry::getValue);
  }

  /// The inventory, ordered by name.
  public Stream<Node> nodes() {
    return resources(Kind.NODE)
        .flatMap(stored -> stored.value() instanceof Node node ? Stream.of(node) : Stream.empty());
  }

  /// The rollouts, by tenant and in order of creation.
  public Stream<Versioned<Rollout>> rollouts() {
    return resources(Kind.ROLLOUT)
        .flatMap(
            stored ->
                stored.value() instanceof Rollout rollout
                    ? Stream.of(new Versioned<>(rollout, stored.created(), stored.modified()))
                    : Stream.empty());
  }

  /// The members of a rollout's waves, in order; as far as they are stored.
  public Stream<WaveMembers> wavesOf(ResourceId rollout) {
    return waves.from(new WaveId(rollout, 0)).entrySet().stream()
        .takeWhile(entry -> entry.getKey().rollout().equals(rollout))
        .map(entry -> entry.getValue().value());
  }

  /// What the store says about a node of the inventory; empty when there is no such node.
  public Optional<NodeFacts> facts(ResourceName name) {
    return node(name)
        .map(
            stored ->
                new NodeFacts(
                    stored.value().metadata(),
                    refs.get(name).map(Versioned::value),
                    statuses.get(name).map(Versioned::value)));
  }

  /// A copy with one change.
  FleetImage with(FleetChange change) {
    return switch (change) {
      case FleetChange.OfResource c -> withResources(set(resources, c.id(), c.after()));
      case FleetChange.OfRef c -> withRefs(set(refs, c.node(), c.after()));
      case FleetChange.OfStatus c -> withStatuses(set(statuses, c.node(), c.after()));
      case FleetChange.OfWave c -> withWaves(set(waves, c.wave(), c.after()));
      case FleetChange.OfCredential c -> withCredentials(set(credentials, c.node(), c.after()));
      case FleetChange.OfMember c ->
          withReplicas(
              new Replicas(set(replicas.members, c.replica(), c.after()), replicas.leader));
      case FleetChange.OfLeader c -> withReplicas(new Replicas(replicas.members, c.after()));
      case FleetChange.OfSnapshot c ->
          withContent(new Content(set(content.snapshots, c.digest(), c.created()), content.blobs));
      case FleetChange.OfBlob c ->
          withContent(new Content(content.snapshots, set(content.blobs, c.digest(), c.created())));
      case FleetChange.OfOutbox c -> withOutbox(set(outbox, c.ulid(), c.created()));
      case FleetChange.OfUnreadable c ->
          withUnreadable(
              set(unreadable, c.path(), c.reason().map(why -> new Unreadable(why, c.revision()))));
    };
  }

  FleetImage at(Revision next) {
    return new FleetImage(
        next, resources, refs, statuses, waves, credentials, replicas, content, outbox, unreadable);
  }

  private FleetImage withResources(PersistentMap<ResourceId, Versioned<Resource>> next) {
    return new FleetImage(
        revision, next, refs, statuses, waves, credentials, replicas, content, outbox, unreadable);
  }

  private FleetImage withRefs(PersistentMap<ResourceName, Versioned<Ref>> next) {
    return new FleetImage(
        revision,
        resources,
        next,
        statuses,
        waves,
        credentials,
        replicas,
        content,
        outbox,
        unreadable);
  }

  private FleetImage withStatuses(PersistentMap<ResourceName, Versioned<NodeStatus>> next) {
    return new FleetImage(
        revision, resources, refs, next, waves, credentials, replicas, content, outbox, unreadable);
  }

  private FleetImage withWaves(PersistentMap<WaveId, Versioned<WaveMembers>> next) {
    return new FleetImage(
        revision,
        resources,
        refs,
        statuses,
        next,
        credentials,
        replicas,
        content,
        outbox,
        unreadable);
  }

  private FleetImage withCredentials(PersistentMap<ResourceName, Versioned<NodeCredential>> next) {
    return new FleetImage(
        revision, resources, refs, statuses, waves, next, replicas, content, outbox, unreadable);
  }

  private FleetImage withReplicas(Replicas next) {
    return new FleetImage(
        revision, resources, refs, statuses, waves, credentials, next, content, outbox, unreadable);
  }

  private FleetImage withContent(Content next) {
    return new FleetImage(
        revision,
        resources,
        refs,
        statuses,
        waves,
        credentials,
        replicas,
        next,
        outbox,
        unreadable);
  }

  private FleetImage withOutbox(PersistentMap<String, Revision> next) {
    return new FleetImage(
        revision,
        resources,
        refs,
        statuses,
        waves,
        credentials,
        replicas,
        content,
        next,
        unreadable);
  }

  private FleetImage withUnreadable(PersistentMap<String, Unreadable> next) {
    return new FleetImage(
        revision, resources, refs, statuses, waves, credentials, replicas, content, outbox, next);
  }

  private static <K extends Comparable<? super K>, V> PersistentMap<K, V> set(
      PersistentMap<K, V> map, K key, Optional<V> value) {
    return value.map(present -> map.with(key, present)).orElseGet(() -> map.without(key));
  }

  private static ResourceId firstOf(Kind kind) {
    ResourceName first = new ResourceName("0");
    return switch (kind.scope()) {
      case CLUSTER -> ResourceId.cluster(kind, first);
      case TENANT -> new ResourceId(kind, new TenantName("0"), first);
    };
  }
}
