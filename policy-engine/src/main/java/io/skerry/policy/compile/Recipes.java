package io.skerry.policy.compile;

import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.parse.CheckedExpression;
import io.skerry.policy.parse.ExpressionLanguage;
import io.skerry.policy.parse.Problem;
import io.skerry.policy.place.Selector;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Tenant;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes one resource ready to be compiled, or says why it cannot be. An accepted resource always
/// can; one that another release accepted may not.
final class Recipes {

  private final List<FieldError> faults = new ArrayList<>();

  /// @param recipe what was made; empty when there are faults, or nothing to compile
  /// @param faults why not
  record Outcome(Optional<Recipe> recipe, List<FieldError> faults) {}

  static Outcome of(Resource resource) {
    Recipes recipes = new Recipes();
    Optional<Recipe> recipe = recipes.recipe(resource);
    return recipes.faults.isEmpty()
        ? new Outcome(recipe, List.of())
        : new Outcome(Optional.empty(), List.copyOf(recipes.faults));
  }

  private Optional<Recipe> recipe(Resource resource) {
    return switch (resource) {
      case Policy policy -> Optional.of(policy(policy));
      case Service service ->
          Optional.of(
              new Recipe.OfService(
                  service,
                  selector(service, service.spec().placement()),
                  CanonicalJson.bytes(Blobs.of(service))));
      case TrafficSplit split ->
          Optional.of(new Recipe.OfSplit(split, CanonicalJson.bytes(Blobs.of(split))));
      case Cell _,
          Node _,
          RolloutStrategy _,
          FreezeWindow _,
          Tenant _,
          NotificationTarget _,
          Rollout _ ->
          Optional.empty();
    };
  }

  private Recipe policy(Policy policy) {
    List<PlacementProgram> conditions = new ArrayList<>();
    for (int i = 0; i < policy.spec().overrides().size(); i++) {
      String where = policy.spec().overrides().get(i).where();
      program("spec.overrides[" + i + "].where", where).ifPresent(conditions::add);
    }
    return new Recipe.OfPolicy(policy, selector(policy, policy.spec().placement()), conditions);
  }

  private Selector selector(Resource resource, Placement placement) {
    return new Selector(
        resource.id(),
        placement,
        placement.where().flatMap(where -> program("spec.placement.where", where)));
  }

  private Optional<PlacementProgram> program(String field, String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid(PlacementProgram program, long _) -> Optional.of(program);
      case CheckedExpression.Invalid(List<Problem> problems) -> {
        problems.forEach(problem -> faults.add(new FieldError(field, problem.toString())));
        yield Optional.empty();
      }
    };
  }
}
