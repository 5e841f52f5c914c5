package io.skerry.policy.check;

import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides whether a set of changes may be accepted together: expressions type-check, regular
/// expressions are linear, what is referred to exists, and what goes away is not referred to. The
/// changes are judged as one: a bundle may bring a service and the split that needs it in any
/// order, or remove both.
public final class Admission {

  private Admission() {}

  /// Every reason to refuse, ordered by edit; empty when the changes may be accepted.
  ///
  /// @param current what is declared now
  /// @param edits what is proposed, at most one per resource
  public static List<Finding> check(ResourceView current, List<Edit> edits) {
    Proposal proposal = new Proposal(current, edits);
    Map<ResourceId, Integer> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      int edit = i;
      Edit proposed = edits.get(i);
      Integer earlier = first.putIfAbsent(proposed.id(), i);
      if (earlier != null) {
        findings.add(invalid(i, duplicate(proposed.id(), earlier)));
        continue;
      }
      switch (proposed) {
        case Edit.Put(Resource resource) -> {
          SpecChecks.errors(resource).forEach(error -> findings.add(invalid(edit, error)));
          References.errors(resource, proposal)
              .forEach(error -> findings.add(invalid(edit, error)));
          References.brokenBy(resource, proposal)
              .forEach(error -> findings.add(inUse(edit, error)));
        }
        case Edit.Delete(ResourceId id) ->
            References.brokenByDeleting(id, proposal)
                .forEach(error -> findings.add(inUse(edit, error)));
      }
    }
    return List.copyOf(findings);
  }

  private static FieldError duplicate(ResourceId id, int earlier) {
    return new FieldError(
        "metadata.name",
        id + " is also changed by documents[" + earlier + "]: change a resource once per bundle");
  }

  private static Finding invalid(int edit, FieldError error) {
    return new Finding(edit, Finding.Reason.INVALID, error);
  }

  private static Finding inUse(int edit, FieldError error) {
    return new Finding(edit, Finding.Reason.IN_USE, error);
  }
}
