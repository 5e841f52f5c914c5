package io.skerry.policy.parse;

import dev.cel.common.CelIssue;
import dev.cel.parser.Operator;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Rewrites the checker's messages for operators: what is wrong, in their words, and what would be
/// right. A message that it does not know passes through.
final class Diagnosis {

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)' .*", Pattern.DOTALL);
  private static final Pattern NO_FIELD = Pattern.compile("undefined field '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern TOO_LONG = Pattern.compile(".*code point size exceeds limit.*");
  private static final Pattern TOO_DEEP = Pattern.compile("(?i).*recursion.*", Pattern.DOTALL);

  private static final String LANGUAGE = "CEL over a node, such as region == \"eu-west-1\"";

  private Diagnosis() {}

  static List<Problem> of(Collection<CelIssue> issues) {
    return issues.stream().map(Diagnosis::problem).sorted(ORDER).distinct().toList();
  }

  private static final java.util.Comparator<Problem> ORDER =
      java.util.Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private static Problem problem(CelIssue issue) {
    String message = issue.getMessage();
    return match(UNDECLARED, message)
        .map(found -> undeclared(issue, found.group(1)))
        .or(() -> match(NO_FIELD, message).map(found -> noField(issue, found.group(1))))
        .or(() -> match(NO_OVERLOAD, message).map(found -> noOverload(issue, found)))
        .or(() -> match(TOO_LONG, message).map(_ -> tooLong(issue)))
        .or(() -> match(TOO_DEEP, message).map(_ -> tooDeep(issue)))
        .orElseGet(() -> at(issue, message, "write " + LANGUAGE));
  }

  private static Problem undeclared(CelIssue issue, String name) {
    return at(
        issue,
        name + " is not known",
        Nearest.to(name, NodeSchema.VARIABLES.keySet())
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("known are " + String.join(", ", NodeSchema.VARIABLES.keySet())));
  }

  private static Problem noField(CelIssue issue, String name) {
    return at(
        issue,
        "there is no field " + name,
        Nearest.to(name, NodeSchema.fieldNames())
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("known are " + String.join(", ", NodeSchema.fieldNames())));
  }

  private static Problem noOverload(CelIssue issue, MatchResult found) {
    String operator =
        Operator.findReverse(found.group(1)).map(Diagnosis::symbol).orElse(found.group(1));
    return at(
        issue,
        operator + " does not go with " + found.group(2),
        found.group(2).contains("quantity")
            ? "compare quantities with quantities, such as quantity(\"8Gi\")"
            : "both sides must have types that go together");
  }

  private static Problem tooLong(CelIssue issue) {
    return at(
        issue,
        "the expression is too long",
        "at most " + ExpressionLimits.MAX_CODE_POINTS + " characters");
  }

  private static Problem tooDeep(CelIssue issue) {
    return at(
        issue,
        "more than " + ExpressionLimits.MAX_DEPTH + " expressions inside each other",
        "use fewer parentheses");
  }

  private static String symbol(Operator operator) {
    return operator.getFunction().replace("_", "").replace("@", "");
  }

  private static Problem at(CelIssue issue, String what, String remedy) {
    return new Problem(
        Math.max(1, issue.getSourceLocation().getLine()),
        Math.max(1, issue.getSourceLocation().getColumn() + 1),
        what,
        remedy);
  }

  private static Optional<MatchResult> match(Pattern pattern, String message) {
    return Optional.of(pattern.matcher(message))
        .filter(java.util.regex.Matcher::matches)
        .map(java.util.regex.Matcher::toMatchResult);
  }
}
