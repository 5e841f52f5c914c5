package io.skerry.policy.check;

import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;

/// One change that somebody proposes.
public sealed interface Edit {

  /// What would change.
  ResourceId id();

  /// Create or replace.
  ///
  /// @param resource the new version
  record Put(Resource resource) implements Edit {
    @Override
    public ResourceId id() {
      return resource.id();
    }
  }

  /// Remove.
  ///
  /// @param id what
  record Delete(ResourceId id) implements Edit {}
}
