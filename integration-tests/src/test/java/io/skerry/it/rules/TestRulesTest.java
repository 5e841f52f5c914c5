package io.skerry.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.skerry.it.canary.Checkout;
import io.skerry.it.rules.planted.tests.PlantedTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestRulesTest {
  private static final JavaClasses SHIPPED = importTests();

  static Stream<Named<ArchRule>> rules() {
    return TestRules.all().stream().map(rule -> Named.of(rule.getDescription(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void testsOfEveryModuleKeep(ArchRule rule) {
    assertThat(violations(rule, SHIPPED))
        .filteredOn(line -> !line.contains(MainClasses.PLANTED))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void bites(ArchRule rule) {
    assertThat(
            violations(
                rule, new ClassFileImporter().importPackages(PlantedTests.class.getPackageName())))
        .isNotEmpty();
  }

  private static JavaClasses importTests() {
    try (Stream<Path> modules = Files.list(Checkout.root())) {
      return new ClassFileImporter()
          .importPaths(
              modules
                  .map(module -> module.resolve("target/test-classes"))
                  .filter(Files::isDirectory)
                  .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
