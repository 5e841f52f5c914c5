package io.skerry.it.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/// What keeps decisions pure functions: deciding packages know nothing that acts.
///
/// @param root the package all modules live under
record DecisionRules(String root) {

  /// Types of `java.io` and `java.net` that reach nothing outside memory.
  private static final Set<String> HARMLESS_IO =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.Serializable",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.UncheckedIOException",
          "java.net.URI",
          "java.net.URISyntaxException");

  /// Concurrent types that hold data and start or await nothing.
  private static final Set<String> HARMLESS_CONCURRENT =
      Set.of(
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.TimeUnit");

  /// All rules of this group.
  List<ArchRule> all() {
    return List.of(
        deciders("frameworks, loggers and reactive types", frameworks()),
        deciders("files, sockets and databases", inputOutput()),
        deciders("threads, futures and locks", concurrency()),
        deciders("clocks", named("java.time.Clock", "java.time.InstantSource")),
        deciders("random sources", randomSources()),
        deciders("live store", liveStore()),
        deciders("acting layers", actingLayers()));
  }

  private ArchRule deciders(String what, DescribedPredicate<JavaClass> banned) {
    return noClasses()
        .that()
        .resideInAnyPackage(decidePackages())
        .should()
        .dependOnClassesThat(banned)
        .as("deciding code knows no " + what)
        .allowEmptyShould(true);
  }

  private String[] decidePackages() {
    return List.of(
            "policy",
            "schema.key",
            "schema.model",
            "schema.codec",
            "control.fleet",
            "control.rollout",
            "control.placement",
            "control.drift",
            "control.lease")
        .stream()
        .map(name -> root + "." + name + "..")
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> frameworks() {
    return resideInAnyPackage(
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "io.netty..",
        "io.grpc..",
        "io.etcd..",
        "io.micrometer..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "org.hibernate..",
        "org.slf4j..",
        "javafx..");
  }

  private static DescribedPredicate<JavaClass> inputOutput() {
    return resideInAnyPackage(
            "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..")
        .and(
            DescribedPredicate.describe(
                "that reaches outside", type -> !HARMLESS_IO.contains(type.getName())))
        .or(resideInAnyPackage("javax.sql..", "java.util.zip.."));
  }

  private static DescribedPredicate<JavaClass> concurrency() {
    return resideInAnyPackage("java.util.concurrent..")
        .and(
            DescribedPredicate.describe(
                "that runs or waits", type -> !HARMLESS_CONCURRENT.contains(type.getName())))
        .or(named("java.lang.Thread", "java.lang.ThreadLocal", "java.util.Timer"));
  }

  private static DescribedPredicate<JavaClass> randomSources() {
    return named("java.util.Random", "java.security.SecureRandom", "java.util.SplittableRandom")
        .or(resideInAnyPackage("java.util.random.."));
  }

  private DescribedPredicate<JavaClass> liveStore() {
    String store = root + ".schema.store.";
    return named(store + "StateStore", store + "WatchStream", store + "WatchLoop");
  }

  private DescribedPredicate<JavaClass> actingLayers() {
    return resideInAnyPackage(
        root + ".control.api..", root + ".control.history..", root + ".control.runtime..");
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        "is one of " + wanted, type -> wanted.contains(type.getName()));
  }
}
