package io.skerry.it.rules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule that cannot fail protects nothing: each one must find the violations planted for it.
final class ArchitectureRulesCanaryTest {
  private static final JavaClasses PLANTED = MainClasses.planted();

  /// Rule to the violations it must name.
  private static final Map<String, List<String>> GUILTY =
      Map.ofEntries(
          entry("only schema.store knows jetcd", List.of("PlantedAgent$Dials")),
          entry("only control.history knows persistence", List.of("PlantedApi$Queries")),
          entry("only ui knows JavaFX", List.of("PlantedCommand$Draws")),
          entry("only cli and entry points know picocli", List.of("PlantedConsole$Parses")),
          entry("only policy knows CEL", List.of("PlantedAgent$Compiles")),
          entry("only control knows the server framework", List.of("PlantedAgent$Injected")),
          entry(
              "only the control plane and the gateway know Vert.x",
              List.of("PlantedAgent$Listens")),
          entry("a view model knows no scene", List.of("PlantedConsole$LeakyViewModel")),
          entry("schema knows of ours only schema", List.of("PlantedSchema$KnowsPolicy")),
          entry(
              "policy knows of ours only policy, schema.model, schema.key, schema.codec",
              List.of("PlantedPolicy$Reads")),
          entry(
              "agent knows of ours only agent, schema, policy",
              List.of("PlantedAgent$KnowsControl")),
          entry(
              "control knows of ours only control, schema, policy",
              List.of("PlantedApi$KnowsAgent")),
          entry("cli knows of ours only cli", List.of("PlantedCommand$KnowsSchema")),
          entry("ui knows of ours only ui", List.of("PlantedConsole$KnowsSchema")),
          entry("entities stay in control.history", List.of("PlantedApi$LeaksRow")),
          entry("only control.rollout makes refs", List.of("PlantedAgent$MakesRefs")),
          entry("packages form no cycle", List.of("PlantedHen", "PlantedEgg")),
          entry(
              "the clock is passed in, except in runtime packages and entry points",
              List.of(
                  "PlantedSources$CallsNow",
                  "PlantedSources$RefersToNow",
                  "PlantedSources$AsksForToday",
                  "PlantedSources$Measures")),
          entry(
              "randomness is passed in, except in runtime packages and entry points",
              List.of("PlantedSources$RollsDice")),
          entry(
              "threads are passed in, except in runtime packages and entry points",
              List.of("PlantedSources$Sleeps", "PlantedSources$Spawns")),
          entry(
              "every wait has a time-out, except that of an entry point",
              List.of("PlantedApi$Waits", "PlantedSources$Lingers")),
          entry("code on the event loop never waits", List.of("PlantedApi$Waits")),
          entry(
              "deciding code knows no frameworks, loggers and reactive types",
              List.of("PlantedPolicy$Logs")),
          entry(
              "deciding code knows no files, sockets and databases",
              List.of("PlantedPolicy$Opens")),
          entry(
              "deciding code knows no threads, futures and locks", List.of("PlantedPolicy$Forks")),
          entry("deciding code knows no clocks", List.of("PlantedPolicy$LooksAtTheClock")),
          entry("deciding code knows no random sources", List.of("PlantedPolicy$RollsDice")),
          entry("deciding code knows no live store", List.of("PlantedPolicy$Reads")),
          entry("deciding code knows no acting layers", List.of("PlantedRollout")),
          entry("every package is null-marked", List.of("PlantedHen")),
          entry("dependencies come through constructors", List.of("PlantedAgent$Injected")),
          entry("no public method takes an Optional", List.of("PlantedAgent$TakesOptional")),
          entry("logging is SLF4J", List.of("PlantedAgent$JulLogs")),
          entry("only the command prints", List.of("PlantedAgent$Prints")),
          entry("failures have a type of their own", List.of("PlantedAgent$Throws")));

  static Stream<Named<ArchRule>> rules() {
    return ArchitectureRulesTest.allRules(MainClasses.PLANTED).stream()
        .map(rule -> Named.of(rule.getDescription(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bites(ArchRule rule) {
    assertThat(GUILTY.getOrDefault(rule.getDescription(), List.of()))
        .isNotEmpty()
        .allSatisfy(guilty -> assertThat(report(rule)).contains(guilty));
  }

  @Test
  void everyPlantedViolationHasItsRule() {
    assertThat(rules().map(Named::getName)).containsExactlyInAnyOrderElementsOf(GUILTY.keySet());
  }

  @Test
  void runtimePackagesMayAskTheClock() {
    assertThat(rules().map(Named::getPayload))
        .filteredOn(rule -> rule.getDescription().startsWith("the clock"))
        .singleElement()
        .satisfies(rule -> assertThat(report(rule)).doesNotContain("Permitted"));
  }

  private static String report(ArchRule rule) {
    return String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
  }
}
