package io.skerry.it.canary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A throw-away module that inherits our parent POM and breaks one rule of the build.
///
/// @param name the module's name
/// @param sources source text by path below the module; the package is created as needed
/// @param dependencies XML of its extra dependencies
record Canary(String name, Map<String, String> sources, String dependencies) {

  /// A module without extra dependencies.
  static Canary of(String name, Map<String, String> sources) {
    return new Canary(name, sources, "");
  }

  /// A module with one class `io.skerry.canary.Planted`.
  static Canary planted(String name, String source) {
    return of(name, Map.of("src/main/java/io/skerry/canary/Planted.java", source));
  }

  /// Writes the module below a reactor folder.
  ///
  /// @param reactor the folder of the aggregating POM
  /// @param parentPom the parent POM of the real build
  void writeTo(Path reactor, Path parentPom) throws IOException {
    Path module = Files.createDirectories(reactor.resolve(name));
    String relative = module.relativize(parentPom).toString();
    Files.writeString(module.resolve("pom.xml"), POM.formatted(relative, name, dependencies));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = module.resolve(source.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, source.getValue());
    }
  }

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>io.skerry</groupId>
          <artifactId>skerry-parent</artifactId>
          <version>0.1.0-SNAPSHOT</version>
          <relativePath>%s</relativePath>
        </parent>
        <artifactId>%s</artifactId>
        <dependencies>%s</dependencies>
      </project>
      """;
}
