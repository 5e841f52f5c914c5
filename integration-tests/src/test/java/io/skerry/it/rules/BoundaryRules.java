package io.skerry.it.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.skerry.it.rules.EntryPoints.entryPoints;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// Who may know whom: modules, layers and third parties.
///
/// @param root the package all modules live under
record BoundaryRules(String root) {

  /// All rules of this group.
  List<ArchRule> all() {
    return List.of(
        library("jetcd", "schema.store", "io.etcd.."),
        library("persistence", "control.history", "org.hibernate..", "jakarta.persistence.."),
        library("JavaFX", "ui", "javafx..", "atlantafx..", "org.kordamp.ikonli.."),
        onlyCommandsKnowPicocli(),
        library("CEL", "policy", "dev.cel.."),
        library(
            "the server framework",
            "control",
            "io.quarkus..",
            "io.smallrye..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.micrometer.."),
        onlyServersKnowVertx(),
        viewModelsKnowNoScene(),
        module("schema", "schema"),
        module("policy", "policy", "schema.model", "schema.key", "schema.codec"),
        module("agent", "agent", "schema", "policy"),
        module("control", "control", "schema", "policy"),
        module("cli", "cli"),
        module("ui", "ui"),
        entitiesStayInHistory(),
        onlyTheRolloutBoundaryMakesRefs(),
        slices().matching(root + ".(**)").should().beFreeOfCycles().as("packages form no cycle"));
  }

  private ArchRule library(String name, String home, String... packages) {
    return noClasses()
        .that(resideOutsideOfPackages(root + "." + home + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages))
        .as("only " + home + " knows " + name);
  }

  private ArchRule onlyServersKnowVertx() {
    return noClasses()
        .that(resideOutsideOfPackages(root + ".control..", root + ".agent.gateway.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.vertx.."))
        .as("only the control plane and the gateway know Vert.x");
  }

  private ArchRule onlyCommandsKnowPicocli() {
    return noClasses()
        .that(resideOutsideOfPackages(root + ".cli..").and(not(entryPoints())))
        .should()
        .dependOnClassesThat(resideInAnyPackage("picocli.."))
        .as("only cli and entry points know picocli");
  }

  private ArchRule module(String name, String... mayKnow) {
    String[] allowed = new String[mayKnow.length];
    for (int i = 0; i < mayKnow.length; i++) {
      allowed[i] = root + "." + mayKnow[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(root + "." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(root + "..").and(resideOutsideOfPackages(allowed)))
        .as(name + " knows of ours only " + String.join(", ", mayKnow));
  }

  private ArchRule viewModelsKnowNoScene() {
    return noClasses()
        .that()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage.."))
        .as("a view model knows no scene")
        .allowEmptyShould(true);
  }

  private ArchRule entitiesStayInHistory() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".control.history..")
        .should()
        .dependOnClassesThat(annotatedWith("jakarta.persistence.Entity"))
        .as("entities stay in control.history");
  }

  private ArchRule onlyTheRolloutBoundaryMakesRefs() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            root + ".control.rollout..", root + ".schema.model..", root + ".schema.codec..")
        .should()
        .accessTargetWhere(Calls.to(root + ".schema.model.Ref", "<init>"))
        .as("only control.rollout makes refs");
  }
}
