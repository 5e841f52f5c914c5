package io.skerry.control.api.write;

import io.skerry.control.fleet.Versioned;
import io.skerry.policy.check.Edit;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.util.Optional;

/// What an intent amounts to, given the current version.
///
/// @param id what changes
/// @param before the current version
/// @param after the next version; the current one when unchanged, empty when deleted
/// @param action how they differ
/// @param path where field errors of this step start
public record Step(
    ResourceId id,
    Optional<Versioned<Resource>> before,
    Optional<Resource> after,
    Action action,
    String path) {

  /// How a resource changes.
  public enum Action {
    CREATED,
    UPDATED,
    UNCHANGED,
    DELETED
  }

  /// The step as the policy engine reads it.
  public Edit edit() {
    return after.<Edit>map(Edit.Put::new).orElseGet(() -> new Edit.Delete(id));
  }

  /// Whether anything has to be written.
  public boolean isChange() {
    return action != Action.UNCHANGED;
  }

  /// The generation after the change; of the last version when deleted.
  public long generation() {
    return after
        .or(() -> before.map(Versioned::value))
        .flatMap(resource -> resource.metadata().lifecycle())
        .map(lifecycle -> lifecycle.generation())
        .orElse(1L);
  }
}
