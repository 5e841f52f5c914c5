package io.skerry.control.api.write;

import io.skerry.control.api.plan.Preview;
import io.skerry.control.api.plan.Prospect;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.check.Edit;
import io.skerry.policy.rollout.RolloutDraft;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.ShrinkGuard;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Works out which rollouts changes make, and refuses those that nobody should make unasked.
@ApplicationScoped
public class Drafts {

  /// The most bytes of one rollout, so that it can still be written with all its orders and status.
  static final int MAX_ROLLOUT_BYTES = 900 << 10;

  private final Preview preview;
  private final IdSource ids;

  @Inject
  Drafts(Preview preview, IdSource ids) {
    this.preview = preview;
    this.ids = ids;
  }

  /// What changes are to a fleet.
  ///
  /// @param changes only changes
  Outcome<Prospect> of(
      List<Step> changes, FleetImage image, Terms terms, RequestOrigin origin, Instant now) {
    List<Edit> edits = changes.stream().map(Step::edit).toList();
    RolloutDraft draft =
        RolloutDraft.of(
            new Declared(image),
            edits,
            Rollouts.of(image.rollouts().map(Versioned::value).toList()),
            new RolloutDraft.Origin(origin.actor(), terms.expectedPlan(), now),
            () -> new ResourceName(ids.nextUlid().toLowerCase(Locale.ROOT)));
    return fitting(draft, terms).map(fits -> new Prospect(image, edits, fits));
  }

  /// Refuses what takes much away at once, unless the caller said that this is meant: by its terms,
  /// or by naming the one resource to delete.
  Outcome<Prospect> consented(List<Step> changes, Prospect prospect, Terms terms) {
    boolean namesIt = changes.size() == 1 && changes.getFirst().action() == Step.Action.DELETED;
    if (terms.allowShrink() || terms.mode() == Terms.Mode.DRY_RUN || namesIt) {
      return Outcome.done(prospect);
    }
    List<FieldError> errors =
        preview.shrinking(prospect).stream()
            .map(it -> new FieldError(path(it, changes), it.resource() + " " + it.message()))
            .map(it -> new FieldError(it.field(), it.message() + ": " + ShrinkGuard.REMEDY))
            .toList();
    return errors.isEmpty()
        ? Outcome.done(prospect)
        : Outcome.refused(Problem.of(ProblemCode.INVALID, errors));
  }

  private static String path(ShrinkGuard.Shrinkage shrinkage, List<Step> changes) {
    return changes.stream()
        .filter(step -> step.id().equals(shrinkage.resource()))
        .findFirst()
        .map(step -> step.path() + (step.after().isPresent() ? "spec.placement" : ""))
        .orElse("");
  }

  private static Outcome<RolloutDraft> fitting(RolloutDraft draft, Terms terms) {
    if (terms.expectedPlan().isPresent() && draft.created().size() > 1) {
      return Outcome.refused(
          Problem.invalid(
              "plan",
              "goes with one rollout, and this makes "
                  + draft.created().size()
                  + ": apply what moves together on its own"));
    }
    return draft.created().stream()
        .filter(rollout -> size(rollout) > MAX_ROLLOUT_BYTES)
        .findFirst()
        .map(rollout -> Outcome.<RolloutDraft>refused(tooLarge(rollout)))
        .orElseGet(() -> Outcome.done(draft));
  }

  private static Problem tooLarge(Rollout rollout) {
    return Problem.of(
        ProblemCode.TOO_LARGE,
        "its rollout of "
            + rollout.spec().changes().size()
            + " resources with strategy "
            + rollout.spec().strategyName()
            + " would have "
            + size(rollout)
            + " bytes, and at most "
            + MAX_ROLLOUT_BYTES
            + " are stored: change fewer resources at once"
            + (rollout.spec().supersedes().isEmpty()
                ? ""
                : ", or let the rollouts end that it would take over"));
  }

  private static int size(Rollout rollout) {
    return Codecs.RESOURCE.encode(rollout).size();
  }
}
