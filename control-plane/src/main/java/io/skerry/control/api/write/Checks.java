package io.skerry.control.api.write;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.policy.check.Admission;
import io.skerry.policy.check.Finding;
import io.skerry.schema.model.FieldError;
import java.util.List;
import java.util.Optional;

/// Whether steps may be taken on a fleet, in the words of the REST API. Pure.
final class Checks {

  private Checks() {}

  /// Why the steps are refused: wrong resources first, then broken references.
  static Optional<Problem> problem(FleetImage image, List<Step> steps) {
    List<Step> changes = steps.stream().filter(Step::isChange).toList();
    List<Finding> findings =
        Admission.check(new Declared(image), changes.stream().map(Step::edit).toList());
    return problem(ProblemCode.INVALID, of(Finding.Reason.INVALID, findings, changes))
        .or(() -> problem(ProblemCode.IN_USE, of(Finding.Reason.IN_USE, findings, changes)));
  }

  private static List<FieldError> of(
      Finding.Reason reason, List<Finding> findings, List<Step> changes) {
    return findings.stream()
        .filter(finding -> finding.reason() == reason)
        .map(finding -> located(finding, changes.get(finding.edit())))
        .toList();
  }

  private static FieldError located(Finding finding, Step step) {
    return new FieldError(step.path() + finding.error().field(), finding.error().message());
  }

  private static Optional<Problem> problem(ProblemCode code, List<FieldError> errors) {
    return errors.isEmpty() ? Optional.empty() : Optional.of(Problem.of(code, errors));
  }
}
