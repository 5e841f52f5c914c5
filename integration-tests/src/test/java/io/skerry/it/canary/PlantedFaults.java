package io.skerry.it.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One planted fault per checker of the build.
final class PlantedFaults {
  private static final int BEYOND_FILE_BUDGET = 400;
  private static final int BEYOND_METHOD_BUDGET = 41;

  /// Module to what the build must say about it.
  static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("lint", "found raw type: java.util.List"),
          Map.entry("errorprone", "[DeadException]"),
          Map.entry("nullaway", "[NullAway] returning @Nullable expression"),
          Map.entry("nullaway-generics", "[NullAway]"),
          Map.entry("nullaway-tests", "[NullAway]"),
          Map.entry("format", "The following files had format violations"),
          Map.entry("long-file", "[FileLength]"),
          Map.entry("long-method", "[MethodLength]"),
          Map.entry("many-parameters", "[ParameterNumber]"),
          Map.entry("empty-name", "[TypeName]"),
          Map.entry("unfinished", "unfinished work"),
          Map.entry("printing", "print only in cli and benchmarks"),
          Map.entry("mocks", "Fakes are written by hand"),
          Map.entry("vertx-five", "One Netty and one Vert.x major"));

  private PlantedFaults() {}

  /// The faults, and one sound module that proves the set-up.
  static List<Canary> all() {
    List<Canary> canaries = new ArrayList<>();
    canaries.add(Canary.planted("sound", type("  String name() {\n    return \"x\";\n  }\n")));
    canaries.add(Canary.planted("lint", type("  java.util.List names;\n")));
    canaries.add(
        Canary.planted(
            "errorprone", type("  void f() {\n    new IllegalStateException();\n  }\n")));
    addNullness(canaries);
    canaries.add(Canary.planted("format", type("      int a=1;\n")));
    addBudgets(canaries);
    canaries.add(Canary.planted("unfinished", type("  // TO" + "DO later\n")));
    canaries.add(
        Canary.planted("printing", type("  void f() {\n    System.out.println();\n  }\n")));
    canaries.add(depending("mocks", "org.mockito", "mockito-core", "5.21.0"));
    canaries.add(depending("vertx-five", "io.vertx", "vertx-core", "5.0.0"));
    return canaries;
  }

  private static void addNullness(List<Canary> canaries) {
    canaries.add(Canary.planted("nullaway", type("  String f() {\n    return null;\n  }\n")));
    canaries.add(
        Canary.planted(
            "nullaway-generics",
            """
            package io.skerry.canary;

            import java.util.function.Supplier;
            import org.jspecify.annotations.Nullable;

            final class Planted {
              Supplier<String> narrow(Supplier<@Nullable String> wide) {
                return wide;
              }
            }
            """));
    canaries.add(
        Canary.of(
            "nullaway-tests",
            Map.of(
                "src/test/java/io/skerry/canary/Planted.java",
                type("  String f() {\n    return null;\n  }\n"))));
  }

  private static void addBudgets(List<Canary> canaries) {
    canaries.add(Canary.planted("long-file", type("  // line\n".repeat(BEYOND_FILE_BUDGET))));
    canaries.add(
        Canary.planted(
            "long-method",
            type("  void f() {\n" + "    // line\n".repeat(BEYOND_METHOD_BUDGET) + "  }\n")));
    canaries.add(
        Canary.planted(
            "many-parameters",
            type("  Planted(int a, int b, int c, int d, int e, int f, int g, int h) {}\n")));
    canaries.add(
        Canary.of(
            "empty-name",
            Map.of(
                "src/main/java/io/skerry/canary/PlantedHelper.java",
                "package io.skerry.canary;\n\nfinal class PlantedHelper {}\n")));
  }

  /// A dependency of system scope needs no repository, so the run stays offline.
  private static Canary depending(String name, String group, String artifact, String version) {
    return new Canary(
        name,
        Map.of(),
        """
        <dependency>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <scope>system</scope>
          <systemPath>${project.basedir}/pom.xml</systemPath>
        </dependency>
        """
            .formatted(group, artifact, version));
  }

  private static String type(String body) {
    return "package io.skerry.canary;\n\nfinal class Planted {\n" + body + "}\n";
  }
}
