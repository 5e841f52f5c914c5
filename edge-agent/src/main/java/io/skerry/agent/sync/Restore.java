package io.skerry.agent.sync;

import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.spool.Activation;
import io.skerry.agent.spool.SaveOutcome;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.trial.StartPlan;
import io.skerry.agent.trial.Trial;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a node serves after a start: of the persisted snapshots the one that [StartPlan] chooses,
/// if it is complete and passes the same checks as content from the store, else the next.
///
/// @param active the snapshot with its view; empty when none can be used
/// @param heldBack the only one there is, when it crashed the agent too often to start with it;
///   nothing of it was read yet
/// @param trial how the node's snapshots did, this start included
/// @param problems why others could not be used, and what else was damaged; one sentence each
/// @param disk what became of storing that the agent started
public record Restore(
    Optional<Active> active,
    Optional<HeldBack> heldBack,
    Trial trial,
    List<String> problems,
    SaveOutcome disk) {

  /// Copies the list.
  public Restore {
    problems = List.copyOf(problems);
  }

  /// A snapshot that can be served again.
  public record Active(VerifiedSnapshot snapshot, ConfigView view) {}

  /// A snapshot that may crash the agent when it is read.
  ///
  /// @param choice which
  /// @param load reads it; empty when it cannot be used
  public record HeldBack(Kept choice, Supplier<Optional<Active>> load) {}

  /// Reads what a node may serve. Never fails: what cannot be read is named. That a snapshot is
  /// started is stored before anything of it is read.
  public static Restore from(
      SnapshotJournal journal, ResourceName node, Instant now, Preparation preparation) {
    return new Reading(journal, node, preparation).restore(now);
  }

  /// One try after the other, until a snapshot can be used.
  private static final class Reading {

    private final SnapshotJournal journal;
    private final ResourceName node;
    private final Preparation preparation;
    private final List<String> problems;
    private final Map<Kept, Activation> left = new LinkedHashMap<>();
    private SaveOutcome disk = new SaveOutcome.Saved();

    Reading(SnapshotJournal journal, ResourceName node, Preparation preparation) {
      this.preparation = preparation;
      this.journal = journal;
      this.node = node;
      this.problems = new ArrayList<>(journal.problems());
    }

    Restore restore(Instant now) {
      journal.activationsOf(node).forEach(this::take);
      Trial trial = journal.trialOf(node);
      while (true) {
        StartPlan plan = StartPlan.of(List.copyOf(left.keySet()), trial, now);
        if (!(plan instanceof StartPlan.Serve(Kept choice, Trial next))) {
          return without(plan, trial);
        }
        trial = noted(next);
        Optional<Active> active = load(choice);
        if (active.isPresent()) {
          return new Restore(active, Optional.empty(), trial, problems, disk);
        }
      }
    }

    private Restore without(StartPlan plan, Trial trial) {
      if (plan instanceof StartPlan.HoldBack(Kept choice, Trial next)) {
        HeldBack held = new HeldBack(choice, () -> load(choice));
        return new Restore(Optional.empty(), Optional.of(held), noted(next), problems, disk);
      }
      return new Restore(Optional.empty(), Optional.empty(), trial, problems, disk);
    }

    private void take(Activation activation) {
      Codecs.REF
          .decode(activation.ref())
          .then(envelope -> mine(envelope.ref()))
          .fold(
              ref -> left.put(new Kept(ref.snapshot(), ref.generation()), activation),
              errors -> unusable(activation.generation(), errors));
    }

    private Decoded<Ref> mine(Ref ref) {
      return ref.node().equals(node)
          ? new Decoded.Ok<>(ref)
          : Decoded.malformed("", "it was made for " + ref.node());
    }

    private Trial noted(Trial trial) {
      disk = journal.note(node, trial);
      return trial;
    }

    private Optional<Active> load(Kept choice) {
      return Optional.ofNullable(left.remove(choice)).flatMap(a -> load(choice, a));
    }

    private Optional<Active> load(Kept choice, Activation activation) {
      try {
        return Codecs.REF
            .decode(activation.ref())
            .then(envelope -> assemble(journal, envelope.ref()))
            .then(snapshot -> active(snapshot, activation, preparation))
            .fold(Optional::of, errors -> unusable(choice.generation(), errors));
      } catch (RuntimeException e) {
        // A fault in this program must not keep it from serving an older snapshot.
        return unusable(
            choice.generation(), List.of(new FieldError("", "reading it failed: " + e)));
      }
    }

    private <T> Optional<T> unusable(long generation, List<FieldError> why) {
      problems.add(
          "generation %d cannot be used: %s".formatted(generation, why.getFirst().message()));
      return Optional.empty();
    }
  }

  private static Decoded<Active> active(
      VerifiedSnapshot snapshot, Activation activation, Preparation preparation) {
    return preparation
        .prepare(snapshot)
        .fold(
            prepared -> new Decoded.Ok<>(active(snapshot, activation, prepared)),
            rejection -> Decoded.malformed("", rejection.message()));
  }

  private static Active active(
      VerifiedSnapshot snapshot, Activation activation, Prepared prepared) {
    ConfigView.Version version =
        new ConfigView.Version(
            snapshot.ref().snapshot(),
            snapshot.ref().generation(),
            activation.at(),
            activation.durationMicros());
    return new Active(snapshot, new ConfigView(version, snapshot.entries(), prepared));
  }

  private static Decoded<VerifiedSnapshot> assemble(SnapshotJournal journal, Ref ref) {
    Optional<Bytes> manifest = journal.content(ref.snapshot());
    if (manifest.isEmpty()) {
      return Decoded.malformed("", "its manifest is missing or damaged");
    }
    return Checkout.start(ref, manifest.get())
        .then(checkout -> checkout.finish(journal.contents(checkout.missing())))
        .fold(Decoded.Ok::new, rejection -> Decoded.malformed("", rejection.message()));
  }
}
