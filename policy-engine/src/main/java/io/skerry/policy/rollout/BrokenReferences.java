package io.skerry.policy.rollout;

import io.skerry.policy.check.Admission;
import io.skerry.policy.check.Edit;
import io.skerry.policy.check.Finding;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.List;
import java.util.Set;

/// Finds out that nodes cannot have a change yet: what was in order among the declared resources
/// may not be among the versions that nodes have, such as a split that names a version of its
/// service that was rolled back.
public final class BrokenReferences {

  private static final String STRATEGY = "spec.strategy";

  private BrokenReferences() {}

  /// What would be wrong on nodes that carry the rollout too; empty when nothing is. Strategies do
  /// not matter here, because a rollout has a copy of its own.
  ///
  /// @param carries what the nodes carry now
  public static List<FieldError> of(Rollout rollout, Editions editions, Set<ResourceName> carries) {
    List<Edit> edits =
        rollout.spec().changes().stream()
            .map(
                change ->
                    change
                        .to()
                        .<Edit>map(Edit.Put::new)
                        .orElseGet(() -> new Edit.Delete(change.resource())))
            .toList();
    return Admission.check(editions.resources(carries), edits).stream()
        .filter(finding -> !finding.error().field().equals(STRATEGY))
        .map(finding -> located(finding, edits))
        .toList();
  }

  private static FieldError located(Finding finding, List<Edit> edits) {
    return new FieldError(
        edits.get(finding.edit()).id() + " " + finding.error().field(), finding.error().message());
  }
}
