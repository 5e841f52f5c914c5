package io.skerry.control.api.plan;

import io.skerry.control.api.write.Declared;
import io.skerry.control.api.write.Step;
import io.skerry.control.api.write.Written;
import io.skerry.control.fleet.FleetImage;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.plan.FleetDiff;
import io.skerry.schema.model.ResourceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Compiles the fleet as it would be after some steps and compares. Remembers the last compilation,
/// so that a preview costs what changed, not the size of the fleet. Safe for use by many threads.
@ApplicationScoped
public class Preview {

  private final AtomicReference<Compiled> last =
      new AtomicReference<>(new Compiled(FleetImage.EMPTY, Compilation.EMPTY));

  /// @param diff which nodes move from what to what
  /// @param warnings placements that are probably not what was meant, of the changed resources
  public record Plan(FleetDiff diff, List<Compilation.Warning> warnings) {}

  /// What the steps of a write do, or would do.
  public Plan of(Written written) {
    Compilation before = compile(written.checked());
    Set<ResourceId> changed =
        written.steps().stream().filter(Step::isChange).map(Step::id).collect(Collectors.toSet());
    Compilation after = before.update(new After(written), changed);
    List<Compilation.Warning> warnings =
        after.warnings().stream().filter(it -> changed.contains(it.resource())).toList();
    return new Plan(FleetDiff.between(before, after), warnings);
  }

  private Compilation compile(FleetImage image) {
    Compiled known = last.get();
    Set<ResourceId> changed = differences(known.image(), image);
    Compilation compilation =
        changed.isEmpty()
            ? known.compilation()
            : known.compilation().update(new Declared(image), changed);
    last.set(new Compiled(image, compilation));
    return compilation;
  }

  private static Set<ResourceId> differences(FleetImage from, FleetImage to) {
    Set<ResourceId> changed = new HashSet<>();
    to.resources()
        .asMap()
        .forEach(
            (id, there) -> {
              if (from.resource(id).filter(there::equals).isEmpty()) {
                changed.add(id);
              }
            });
    from.resources()
        .asMap()
        .keySet()
        .forEach(
            id -> {
              if (to.resource(id).isEmpty()) {
                changed.add(id);
              }
            });
    return changed;
  }

  private record Compiled(FleetImage image, Compilation compilation) {}
}
