package io.skerry.control.api.write;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Revision;
import java.util.List;
import java.util.Optional;

/// What became of a write, or would become of it.
///
/// @param revision of the transaction; empty when nothing was written
/// @param steps one per intent, unchanged ones included
/// @param checked the fleet that the steps were checked against
public record Written(Optional<Revision> revision, List<Step> steps, FleetImage checked) {

  /// Copies the list.
  public Written {
    steps = List.copyOf(steps);
  }

  /// The resource version after a step; empty when it was not written yet.
  public Optional<Revision> versionOf(Step step) {
    return step.isChange() ? revision : step.before().map(Versioned::modified);
  }
}
