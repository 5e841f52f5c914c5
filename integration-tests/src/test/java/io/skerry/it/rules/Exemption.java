package io.skerry.it.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;

/// A class that may break one rule.
///
/// @param rule the rule's description
/// @param className the full name of the outermost class
/// @param reason why the rule does not fit there
record Exemption(String rule, String className, String reason) {

  /// Every exemption there is. One that no longer excuses anything fails the build.
  static final List<Exemption> GRANTED = List.of();

  /// The violations of a rule that no exemption excuses, one line each.
  static List<String> unexcused(ArchRule rule, JavaClasses classes) {
    return violations(rule, classes).stream()
        .filter(line -> GRANTED.stream().noneMatch(exemption -> exemption.covers(rule, line)))
        .toList();
  }

  /// Whether this exemption still excuses something.
  boolean isUsed(List<ArchRule> rules, JavaClasses classes) {
    return rules.stream()
        .anyMatch(
            checked ->
                violations(checked, classes).stream().anyMatch(line -> covers(checked, line)));
  }

  private boolean covers(ArchRule checked, String violation) {
    return checked.getDescription().equals(rule)
        && (violation.contains("<" + className + ".")
            || violation.contains("<" + className + "$")
            || violation.contains("<" + className + ">"));
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    EvaluationResult result = rule.evaluate(classes);
    return result.getFailureReport().getDetails();
  }
}
