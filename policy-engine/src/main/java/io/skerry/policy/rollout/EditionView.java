package io.skerry.policy.rollout;

import io.skerry.policy.eval.Observation;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The resources as nodes get them that carry the same rollouts.
///
/// @param declared the declared resources
/// @param rollouts all rollouts
/// @param carries what the nodes carry
record EditionView(ResourceView declared, Rollouts rollouts, Set<ResourceName> carries)
    implements ResourceView {

  @Override
  public Optional<Resource> find(ResourceId id) {
    return rollouts.version(id, declared, carries);
  }

  @Override
  public Stream<Resource> ofKind(Kind kind) {
    return kind.isRolledOut()
        ? Stream.concat(
            declared.ofKind(kind).filter(it -> !rollouts.resources().contains(it.id())),
            rollouts.resources().stream()
                .filter(id -> id.kind() == kind)
                .flatMap(id -> find(id).stream()))
        : declared.ofKind(kind);
  }

  @Override
  public Observation observed(ResourceName node) {
    return declared.observed(node);
  }
}
