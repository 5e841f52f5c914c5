package io.skerry.policy.model;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// An immutable set of resources; changed copies share structure.
public final class ResourceSet implements ResourceView {

  /// No resources.
  public static final ResourceSet EMPTY = new ResourceSet(HashTreePMap.empty());

  private final PMap<ResourceId, Resource> resources;

  private ResourceSet(PMap<ResourceId, Resource> resources) {
    this.resources = resources;
  }

  /// The given resources; of several with one identity the last.
  public static ResourceSet of(Collection<? extends Resource> resources) {
    PMap<ResourceId, Resource> byId = HashTreePMap.empty();
    for (Resource resource : resources) {
      byId = byId.plus(resource.id(), resource);
    }
    return new ResourceSet(byId);
  }

  /// A copy with the resource added or replaced.
  public ResourceSet with(Resource resource) {
    return new ResourceSet(resources.plus(resource.id(), resource));
  }

  /// A copy without the resource.
  public ResourceSet without(ResourceId id) {
    return new ResourceSet(resources.minus(id));
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    return Optional.ofNullable(resources.get(id));
  }

  @Override
  public Stream<Resource> ofKind(Kind kind) {
    return resources.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .map(Map.Entry::getValue);
  }
}
