package io.skerry.it.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// What keeps tests trustworthy: they wait for conditions, talk to real things or honest fakes, and
/// all of them run.
final class TestRules {
  private TestRules() {}

  /// All rules of this group.
  static List<ArchRule> all() {
    return List.of(
        noClasses()
            .should()
            .accessTargetWhere(
                DescribedPredicate.or(
                    Calls.to("java.lang.Thread", "sleep"),
                    Calls.to("java.util.concurrent.TimeUnit", "sleep")))
            .as("tests wait for a condition, not for time")
            .allowEmptyShould(true),
        noMethods()
            .that()
            .areAnnotatedWith("org.junit.jupiter.api.Test")
            .should()
            .haveNameStartingWith("test")
            .as("test names are sentences")
            .allowEmptyShould(true),
        methods()
            .that()
            .areAnnotatedWith("org.junit.jupiter.api.Test")
            .or()
            .areAnnotatedWith("org.junit.jupiter.params.ParameterizedTest")
            .should(new AssertingTests())
            .as("every test asserts something")
            .allowEmptyShould(true),
        noMethods()
            .should()
            .beAnnotatedWith("org.junit.jupiter.api.Disabled")
            .as("no test is switched off")
            .allowEmptyShould(true));
  }
}
