package io.skerry.control.api.write;

import io.skerry.control.api.plan.Prospect;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import java.util.List;
import java.util.Optional;

/// What became of a write, or would become of it.
///
/// @param revision of the transaction; empty when nothing was written
/// @param steps one per intent, unchanged ones included
/// @param prospect what the changes among them are to the fleet that they were checked against
public record Written(Optional<Revision> revision, List<Step> steps, Prospect prospect) {

  /// Copies the list.
  public Written {
    steps = List.copyOf(steps);
  }

  /// The fleet that the steps were checked against.
  public FleetImage checked() {
    return prospect.image();
  }

  /// The rollouts that the write made, or would make.
  public List<Rollout> rollouts() {
    return prospect.draft().created();
  }

  /// The resource version after a step; empty when it was not written yet.
  public Optional<Revision> versionOf(Step step) {
    return step.isChange() ? revision : step.before().map(Versioned::modified);
  }
}
