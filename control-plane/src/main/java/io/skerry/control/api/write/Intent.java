package io.skerry.control.api.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;

/// One change that a caller wants.
public sealed interface Intent {

  /// What is to change.
  ResourceId id();

  /// What must be true of the current version.
  Precondition precondition();

  /// Where field errors of this intent start: empty, or `documents[2].` in a bundle.
  String path();

  /// Create or replace.
  ///
  /// @param declared as the caller wrote it
  record Put(Resource declared, Precondition precondition, String path) implements Intent {
    @Override
    public ResourceId id() {
      return declared.id();
    }
  }

  /// Change parts.
  ///
  /// @param patch a JSON merge patch on the whole document
  record Patch(ResourceId id, JsonNode patch, Precondition precondition) implements Intent {
    @Override
    public String path() {
      return "";
    }
  }

  /// Remove.
  record Delete(ResourceId id, Precondition precondition) implements Intent {
    @Override
    public String path() {
      return "";
    }
  }
}
