package io.skerry.policy.parse;

import dev.cel.common.CelIssue;
import dev.cel.parser.Operator;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites the checker's messages for operators: what is wrong, in their words, and what would be
/// right. A message that it does not know passes through.
final class Diagnosis {

  private static final List<Rule> RULES =
      List.of(
          new Rule("undeclared reference to '([^']*)' .*", Diagnosis::undeclared),
          new Rule("undefined field '([^']*)'.*", Diagnosis::noField),
          new Rule(
              "found no matching overload for '([^']*)' applied to '([^']*)'.*",
              Diagnosis::noOverload),
          new Rule("(?:mismatched|extraneous) input '(.*)' expecting .*", Diagnosis::unexpected),
          new Rule("no viable alternative at input '(.*)'.*", Diagnosis::unexpected),
          new Rule("token recognition error at: '(.*)'", Diagnosis::unreadable),
          new Rule("invalid argument to has\\(\\) macro", _ -> hasNeedsMember()),
          new Rule(".*code point size exceeds limit.*", _ -> tooLong()),
          new Rule(".*[rR]ecursion.*", _ -> tooDeep()));

  private static final Map<String, String> REPLACEMENTS =
      Map.of("and", "&&", "or", "||", "not", "!", "=", "==", "&", "&&", "|", "||");

  private static final Comparator<Problem> IN_SOURCE_ORDER =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private Diagnosis() {}

  /// Messages of the parser about one mistake often come in numbers: only the first is kept.
  static List<Problem> of(Collection<CelIssue> issues, Phase phase) {
    List<Problem> problems =
        issues.stream().map(Diagnosis::problem).sorted(IN_SOURCE_ORDER).distinct().toList();
    return switch (phase) {
      case PARSE -> problems.subList(0, 1);
      case CHECK -> problems;
    };
  }

  /// Where the messages come from.
  enum Phase {
    PARSE,
    CHECK
  }

  private record Explanation(String what, String remedy) {}

  private record Rule(Pattern message, Function<MatchResult, Explanation> explain) {
    Rule(String message, Function<MatchResult, Explanation> explain) {
      this(Pattern.compile(message, Pattern.DOTALL), explain);
    }

    Optional<Explanation> apply(String text) {
      Matcher matcher = message.matcher(text);
      return matcher.matches()
          ? Optional.of(explain.apply(matcher.toMatchResult()))
          : Optional.empty();
    }
  }

  private static Problem problem(CelIssue issue) {
    Explanation explanation =
        RULES.stream()
            .flatMap(rule -> rule.apply(issue.getMessage()).stream())
            .findFirst()
            .orElseGet(
                () ->
                    new Explanation(
                        issue.getMessage(),
                        "write CEL over a node, such as region == \"eu-west-1\""));
    return new Problem(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(1, issue.getSourceLocation().getColumn() + 1),
        explanation.what(),
        explanation.remedy());
  }

  private static Explanation undeclared(MatchResult found) {
    return new Explanation(
        found.group(1) + " is not known",
        suggestion(found.group(1), NodeSchema.VARIABLES.keySet()));
  }

  private static Explanation noField(MatchResult found) {
    return new Explanation(
        "there is no field " + found.group(1), suggestion(found.group(1), NodeSchema.fieldNames()));
  }

  private static String suggestion(String name, Set<String> known) {
    return Nearest.to(name, known)
        .map(nearest -> "did you mean " + nearest + "?")
        .orElse("known are " + String.join(", ", known));
  }

  private static Explanation noOverload(MatchResult found) {
    String operator =
        Operator.findReverse(found.group(1))
            .map(it -> it.getFunction().replace("_", "").replace("@", ""))
            .orElse(found.group(1));
    return new Explanation(
        operator + " does not go with " + found.group(2),
        found.group(2).contains("quantity")
            ? "compare quantities with quantities, such as quantity(\"8Gi\")"
            : "use types that go together, as in weight > 50 or labels.tier == \"gpu\"");
  }

  private static Explanation unexpected(MatchResult found) {
    return found.group(1).equals("<EOF>")
        ? new Explanation("the expression ends too early", "complete it")
        : new Explanation("cannot have " + found.group(1) + " here", replacement(found.group(1)));
  }

  private static Explanation unreadable(MatchResult found) {
    String text = found.group(1).strip();
    return new Explanation(
        "cannot read " + text,
        text.startsWith("\"") || text.startsWith("'") ? "close the text" : replacement(text));
  }

  private static String replacement(String text) {
    return Optional.ofNullable(REPLACEMENTS.get(text))
        .map(operator -> "write " + operator)
        .orElse("remove it, or join the parts with && or ||");
  }

  private static Explanation hasNeedsMember() {
    return new Explanation(
        "has() needs a label or a field", "write has(labels.tier) or has(gpu.memory)");
  }

  private static Explanation tooLong() {
    return new Explanation(
        "the expression is too long",
        "at most " + ExpressionLimits.MAX_CODE_POINTS + " characters");
  }

  private static Explanation tooDeep() {
    return new Explanation(Bounds.TOO_DEEP, Bounds.LESS_DEEP);
  }
}
