package io.skerry.policy.check;

import io.skerry.policy.eval.Observation;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The resources as they would be after some edits. As immutable as what it is based on.
public final class Proposal implements ResourceView {

  private final ResourceView current;
  private final Map<ResourceId, Optional<Resource>> edited;

  /// @param current what is declared now
  /// @param edits at most one per resource; of several the last counts
  public Proposal(ResourceView current, List<Edit> edits) {
    this.current = current;
    this.edited = new HashMap<>();
    for (Edit edit : edits) {
      edited.put(
          edit.id(),
          switch (edit) {
            case Edit.Put(Resource resource) -> Optional.of(resource);
            case Edit.Delete _ -> Optional.empty();
          });
    }
  }

  @Override
  public Observation observed(ResourceName node) {
    return current.observed(node);
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    Optional<Resource> unedited = edited.containsKey(id) ? Optional.empty() : current.find(id);
    return unedited.or(() -> edited.getOrDefault(id, Optional.empty()));
  }

  @Override
  public Stream<Resource> ofKind(Kind kind) {
    return Stream.concat(
        current.ofKind(kind).filter(resource -> !edited.containsKey(resource.id())),
        edited.values().stream().flatMap(Optional::stream).filter(it -> it.kind() == kind));
  }

  /// Whether one of the edits is about a resource.
  boolean edits(ResourceId id) {
    return edited.containsKey(id);
  }
}
