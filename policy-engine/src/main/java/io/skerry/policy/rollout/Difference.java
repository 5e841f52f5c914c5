package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the resources in which two editions differ, so that nothing else is compiled anew.
final class Difference {

  private Difference() {}

  /// The resources that are to be compiled anew for the second view.
  ///
  /// @param changed the declared resources that may differ between the two; nodes and cells among
  ///   them count as they are, because what was observed of a node is not in its resource
  static Set<ResourceId> between(EditionView before, EditionView after, Set<ResourceId> changed) {
    Set<ResourceId> differing = new HashSet<>();
    Consumer<ResourceId> compare =
        id -> {
          if (!before.find(id).equals(after.find(id))) {
            differing.add(id);
          }
        };
    before.rollouts().resources().forEach(compare);
    after.rollouts().resources().forEach(compare);
    for (ResourceId id : changed) {
      switch (id.kind()) {
        case NODE, CELL -> differing.add(id);
        case SERVICE, POLICY, TRAFFIC_SPLIT -> compare.accept(id);
        case ROLLOUT_STRATEGY, FREEZE_WINDOW, TENANT, NOTIFICATION_TARGET, ROLLOUT -> {}
      }
    }
    return differing;
  }
}
