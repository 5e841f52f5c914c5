package io.skerry.policy.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.policy.access.CheckedRequest;
import io.skerry.policy.access.RequestLanguage;
import io.skerry.policy.freeze.FreezeWindows;
import io.skerry.policy.parse.CheckedExpression;
import io.skerry.policy.parse.ExpressionLanguage;
import io.skerry.policy.parse.Problem;
import io.skerry.policy.parse.Regexes;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Wave;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Tenant;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a spec must satisfy beyond its fields' types and ranges, without looking at other
/// resources.
final class SpecChecks {

  private SpecChecks() {}

  static List<FieldError> errors(Resource resource) {
    return switch (resource) {
      case Policy policy -> policy(policy.spec());
      case Service service -> placement(service.spec().placement());
      case TrafficSplit split -> split(split.spec());
      case RolloutStrategy strategy -> strategy(strategy.spec());
      case FreezeWindow window -> FreezeWindows.errors(window.spec());
      case Node node -> maintenance(node.spec().upkeep().maintenance());
      case Cell _, Tenant _, NotificationTarget _, Rollout _ -> List.of();
    };
  }

  private static List<FieldError> maintenance(List<FreezeWindow.When.Recurring> windows) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      errors.addAll(FreezeWindows.errors("spec.maintenance[" + i + "]", windows.get(i)));
    }
    return errors;
  }

  private static List<FieldError> policy(Policy.Spec spec) {
    List<FieldError> errors = new ArrayList<>(placement(spec.placement()));
    for (int i = 0; i < spec.overrides().size(); i++) {
      errors.addAll(expression("spec.overrides[" + i + "].where", spec.overrides().get(i).where()));
    }
    if (spec.type() == PolicyType.ACCESS) {
      errors.addAll(access("spec.config", spec.config()));
      for (int i = 0; i < spec.overrides().size(); i++) {
        errors.addAll(access("spec.overrides[" + i + "].patch", spec.overrides().get(i).patch()));
      }
    }
    return errors;
  }

  /// The expressions over requests in a config or in a patch of one.
  private static List<FieldError> access(String field, JsonDocument config) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode tree = CanonicalJson.tree(config);
    for (String list : List.of("allow", "deny")) {
      for (int i = 0; i < tree.path(list).size(); i++) {
        String source = tree.path(list).path(i).asText();
        if (RequestLanguage.check(source) instanceof CheckedRequest.Invalid(var problems)) {
          String at = field + "." + list + "[" + i + "]";
          problems.forEach(problem -> errors.add(new FieldError(at, problem.toString())));
        }
      }
    }
    return errors;
  }

  private static List<FieldError> placement(Placement placement) {
    return placement
        .where()
        .map(where -> expression("spec.placement.where", where))
        .orElse(List.of());
  }

  private static List<FieldError> expression(String field, String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid _ -> List.of();
      case CheckedExpression.Invalid(List<Problem> problems) ->
          problems.stream().map(problem -> new FieldError(field, problem.toString())).toList();
    };
  }

  private static List<FieldError> split(TrafficSplit.Spec spec) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < spec.rules().size(); i++) {
      if (spec.rules().get(i).match() instanceof TrafficSplit.Match.Header(_, String regex)) {
        String field = "spec.rules[" + i + "].match.header.regex";
        Regexes.problem(regex)
            .map(what -> new FieldError(field, what + "; " + Regexes.REMEDY))
            .ifPresent(errors::add);
      }
    }
    if (spec.weights().values().stream().mapToLong(Integer::longValue).sum() <= 0) {
      errors.add(
          new FieldError(
              "spec.weights", "must have a sum above 0: give at least one version a weight"));
    }
    return errors;
  }

  private static List<FieldError> strategy(RolloutStrategy.Spec spec) {
    List<FieldError> errors = new ArrayList<>(waves(spec.waves()));
    spec.traffic().ifPresent(traffic -> errors.addAll(TrafficChecks.errors(spec, traffic)));
    return errors;
  }

  private static List<FieldError> waves(List<Wave> waves) {
    List<FieldError> errors = new ArrayList<>();
    Set<ResourceName> names = new HashSet<>();
    double covered = 0;
    for (int i = 0; i < waves.size(); i++) {
      Wave wave = waves.get(i);
      if (!names.add(wave.name())) {
        errors.add(
            new FieldError(
                "spec.waves[" + i + "].name",
                wave.name() + " is the name of an earlier wave: names must differ"));
      }
      if (wave.size() instanceof Amount.Percent(double percent)) {
        if (percent <= covered) {
          errors.add(
              new FieldError(
                  "spec.waves[" + i + "].percent",
                  "must be above that of the waves before it: a wave says how much is reached"));
        }
        covered = Math.max(covered, percent);
      }
      String where = "spec.waves[" + i + "].where";
      wave.where().ifPresent(source -> errors.addAll(expression(where, source)));
    }
    if (waves.isEmpty() || !reachesAll(waves.getLast())) {
      errors.add(
          new FieldError(
              "spec.waves",
              "must end with a wave of percent: 100 and no where, to reach every node"));
    }
    return errors;
  }

  private static boolean reachesAll(Wave wave) {
    return wave.where().isEmpty()
        && wave.size() instanceof Amount.Percent(double percent)
        && percent == 100;
  }
}
