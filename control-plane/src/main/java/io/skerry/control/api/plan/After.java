package io.skerry.control.api.plan;

import io.skerry.control.api.write.Declared;
import io.skerry.control.api.write.Step;
import io.skerry.control.api.write.Written;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The resources as they are after some steps.
final class After implements ResourceView {

  private final Declared before;
  private final Map<ResourceId, Step> steps;

  After(Written written) {
    this.before = new Declared(written.checked());
    this.steps = written.steps().stream().collect(Collectors.toMap(Step::id, step -> step));
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    Step step = steps.get(id);
    return step == null ? before.find(id) : step.after();
  }

  @Override
  public Stream<Resource> ofKind(Kind kind) {
    return Stream.concat(
        before.ofKind(kind).filter(resource -> !steps.containsKey(resource.id())),
        steps.values().stream()
            .flatMap(step -> step.after().stream())
            .filter(resource -> resource.kind() == kind));
  }

  @Override
  public Observation observed(ResourceName node) {
    return before.observed(node);
  }
}
