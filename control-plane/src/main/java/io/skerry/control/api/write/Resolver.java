package io.skerry.control.api.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.Step.Action;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Metadata.Lifecycle;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Works out what an intent amounts to. Pure.
///
/// @param now the time that a change is recorded with
/// @param uids the identities that new resources get
record Resolver(Instant now, Supplier<String> uids) {

  Outcome<Step> resolve(Intent intent, Optional<Versioned<Resource>> current) {
    Optional<Problem> violation = Demands.violation(intent.precondition(), intent.id(), current);
    if (violation.isPresent()) {
      return Outcome.refused(violation.get());
    }
    return switch (intent) {
      case Intent.Put put -> Outcome.done(put(put.declared(), current, put.path()));
      case Intent.Patch patch ->
          existing(patch.id(), current).then(before -> patch(patch, before, current));
      case Intent.Delete delete ->
          existing(delete.id(), current)
              .map(_ -> new Step(delete.id(), current, Optional.empty(), Action.DELETED, ""));
    };
  }

  private static Outcome<Resource> existing(ResourceId id, Optional<Versioned<Resource>> current) {
    return current
        .map(there -> Outcome.done(there.value()))
        .orElseGet(() -> Outcome.refused(Problem.notFound(id.toString())));
  }

  private Outcome<Step> patch(
      Intent.Patch intent, Resource before, Optional<Versioned<Resource>> current) {
    JsonNode merged = MergePatch.apply(Resources.encode(before), intent.patch());
    return Outcome.of(Resources.decode(merged), ProblemCode.INVALID)
        .then(
            patched ->
                patched.id().equals(intent.id())
                    ? Outcome.done(put(patched, current, ""))
                    : Outcome.refused(
                        Problem.invalid(
                            "metadata",
                            "kind, tenant and name cannot change: they are " + intent.id())));
  }

  private Step put(Resource declared, Optional<Versioned<Resource>> current, String path) {
    if (current.isEmpty()) {
      Resource created = accepted(declared, new Lifecycle(uids.get(), 1, now, now));
      return new Step(created.id(), current, Optional.of(created), Action.CREATED, path);
    }
    Resource before = current.get().value();
    Lifecycle known =
        before.metadata().lifecycle().orElseGet(() -> new Lifecycle(uids.get(), 0, now, now));
    Resource same = accepted(declared, known);
    if (same.equals(before)) {
      return new Step(before.id(), current, Optional.of(before), Action.UNCHANGED, path);
    }
    long generation = sameSpec(declared, before) ? known.generation() : known.generation() + 1;
    Resource updated =
        accepted(declared, new Lifecycle(known.uid(), generation, known.createdAt(), now));
    return new Step(updated.id(), current, Optional.of(updated), Action.UPDATED, path);
  }

  private static Resource accepted(Resource declared, Lifecycle lifecycle) {
    return declared.withMetadata(declared.metadata().withLifecycle(lifecycle));
  }

  private static boolean sameSpec(Resource one, Resource other) {
    Metadata metadata = other.metadata();
    return one.withMetadata(metadata).equals(other);
  }
}
