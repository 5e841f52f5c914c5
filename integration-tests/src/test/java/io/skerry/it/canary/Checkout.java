package io.skerry.it.canary;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sources of this build lie.
public final class Checkout {
  private Checkout() {}

  /// The folder of the parent POM and the Maven wrapper.
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.resolve("..").normalize();
    }
    return folder;
  }
}
