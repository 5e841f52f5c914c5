package io.skerry.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureRulesTest {
  /// Any real module has more; fewer means that the rules look at the wrong place.
  private static final int FEWEST_CLASSES = 10;

  static List<ArchRule> allRules(String root) {
    return Stream.of(
            new BoundaryRules(root).all(),
            new PurityRules(root).all(),
            new DecisionRules(root).all(),
            new HygieneRules(root).all())
        .flatMap(List::stream)
        .toList();
  }

  static Stream<Named<ArchRule>> rules() {
    return allRules(MainClasses.ROOT).stream().map(rule -> Named.of(rule.getDescription(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shippedCodeKeeps(ArchRule rule) {
    assertThat(Exemption.unexcused(rule, MainClasses.shipped()))
        .as("%s", rule.getDescription())
        .isEmpty();
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(List.of("schema", "policy", "agent", "control", "cli", "ui"))
        .allSatisfy(
            module ->
                assertThat(MainClasses.shipped())
                    .as(module)
                    .filteredOn(type -> type.getPackageName().startsWith("io.skerry." + module))
                    .hasSizeGreaterThan(FEWEST_CLASSES));
  }

  @Test
  void noExemptionOutlivesItsNeed() {
    assertThat(Exemption.GRANTED)
        .allMatch(exemption -> exemption.isUsed(allRules(MainClasses.ROOT), MainClasses.shipped()));
  }
}
