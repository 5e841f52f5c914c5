package io.skerry.it.rules;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Holds for a test that reaches an assertion, itself or through our own code that it calls.
final class AssertingTests extends ArchCondition<JavaMethod> {
  private static final List<String> ASSERTION_LIBRARIES =
      List.of(
          "org.assertj.",
          "org.awaitility.",
          "org.junit.jupiter.api.Assertions",
          "org.hamcrest.",
          "io.restassured.",
          "io.quarkus.test.vertx.UniAsserter",
          "org.testfx.api.FxAssert");

  AssertingTests() {
    super("assert something");
  }

  @Override
  public void check(JavaMethod test, ConditionEvents events) {
    boolean asserts = reachesAnAssertion(test);
    String message =
        "Method <%s> %s".formatted(test.getFullName(), asserts ? "asserts" : "asserts nothing");
    events.add(new SimpleConditionEvent(test, asserts, message));
  }

  private static boolean reachesAnAssertion(JavaCodeUnit start) {
    Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(start));
    Set<JavaCodeUnit> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      JavaCodeUnit next = open.remove();
      if (uses(next).anyMatch(AssertingTests::isAssertion)) {
        return true;
      }
      uses(next)
          .filter(target -> target.getOwner().getPackageName().startsWith(MainClasses.ROOT))
          .flatMap(target -> target.resolveMember().stream())
          .filter(seen::add)
          .forEach(open::add);
    }
    return false;
  }

  private static Stream<? extends CodeUnitAccessTarget> uses(JavaCodeUnit unit) {
    return Stream.of(
            unit.getCallsFromSelf(),
            unit.getMethodReferencesFromSelf(),
            unit.getConstructorReferencesFromSelf())
        .flatMap(Set::stream)
        .map(JavaCodeUnitAccess::getTarget);
  }

  private static boolean isAssertion(CodeUnitAccessTarget target) {
    return ASSERTION_LIBRARIES.stream().anyMatch(target.getOwner().getName()::startsWith);
  }
}
