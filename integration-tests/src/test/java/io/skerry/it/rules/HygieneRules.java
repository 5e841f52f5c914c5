package io.skerry.it.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;

/// Habits that hold in every module.
///
/// @param root the package all modules live under
record HygieneRules(String root) {
  private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

  /// All rules of this group.
  List<ArchRule> all() {
    return List.of(
        everyPackageIsNullMarked(),
        noFieldInjection(),
        noOptionalParameters(),
        onlySlf4jLogs(),
        onlyTheCommandPrints(),
        noClasses().should(THROW_GENERIC_EXCEPTIONS).as("failures have a type of their own"));
  }

  private ArchRule everyPackageIsNullMarked() {
    return classes().should(liveInANullMarkedPackage()).as("every package is null-marked");
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a null-marked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NULL_MARKED);
        String message =
            "Package <%s> of %s %s a package-info.java with @NullMarked"
                .formatted(type.getPackageName(), type.getName(), marked ? "has" : "lacks");
        events.add(new SimpleConditionEvent(type, marked, message));
      }
    };
  }

  private ArchRule noFieldInjection() {
    return noFields()
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
        .orShould()
        .beAnnotatedWith("javafx.fxml.FXML")
        .as("dependencies come through constructors")
        .allowEmptyShould(true);
  }

  private ArchRule noOptionalParameters() {
    return noMethods()
        .that(DescribedPredicate.describe("are public", HygieneRules::isPublic))
        .should()
        .haveRawParameterTypes(
            DescribedPredicate.describe(
                "an Optional among them",
                types -> types.stream().anyMatch(type -> type.isEquivalentTo(Optional.class))))
        .as("no public method takes an Optional")
        .allowEmptyShould(true);
  }

  private static boolean isPublic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private ArchRule onlySlf4jLogs() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + "..runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.jboss.logging..",
            "org.apache.log4j..",
            "io.quarkus.logging..")
        .as("logging is SLF4J");
  }

  private ArchRule onlyTheCommandPrints() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .as("only the command prints");
  }
}
