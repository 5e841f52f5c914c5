package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Conditions on labels, all of which must hold: `key=value`, `key!=value`, `key` (present), `!key`
/// (absent), joined with commas.
///
/// @param conditions empty selects everything
record LabelSelector(List<Condition> conditions) {

  private static final Pattern CONDITION =
      Pattern.compile(
          "(!?)([A-Za-z0-9][A-Za-z0-9._/-]{0,127})(?:(==|=|!=)([A-Za-z0-9._-]{0,63}))?");

  LabelSelector {
    conditions = List.copyOf(conditions);
  }

  /// Something that must be true of a resource's labels.
  sealed interface Condition {
    record Equal(String key, String value) implements Condition {}

    record NotEqual(String key, String value) implements Condition {}

    record Present(String key) implements Condition {}

    record Absent(String key) implements Condition {}
  }

  static Outcome<LabelSelector> parse(String text) {
    if (text.isBlank()) {
      return Outcome.done(new LabelSelector(List.of()));
    }
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher match = CONDITION.matcher(part.strip());
      boolean negatedComparison =
          match.matches() && !match.group(1).isEmpty() && match.group(3) != null;
      if (!match.matches() || negatedComparison) {
        return Outcome.refused(
            Problem.invalid(
                "labels", "must be key=value, key!=value, key or !key, joined with commas"));
      }
      conditions.add(condition(match));
    }
    return Outcome.done(new LabelSelector(conditions));
  }

  boolean matches(Map<String, String> labels) {
    return conditions.stream().allMatch(condition -> holds(condition, labels));
  }

  private static Condition condition(Matcher match) {
    String key = match.group(2);
    if (match.group(3) == null) {
      return match.group(1).isEmpty() ? new Condition.Present(key) : new Condition.Absent(key);
    }
    return match.group(3).equals("!=")
        ? new Condition.NotEqual(key, match.group(4))
        : new Condition.Equal(key, match.group(4));
  }

  private static boolean holds(Condition condition, Map<String, String> labels) {
    return switch (condition) {
      case Condition.Equal(String key, String value) -> value.equals(labels.get(key));
      case Condition.NotEqual(String key, String value) -> !value.equals(labels.get(key));
      case Condition.Present(String key) -> labels.containsKey(key);
      case Condition.Absent(String key) -> !labels.containsKey(key);
    };
  }
}
