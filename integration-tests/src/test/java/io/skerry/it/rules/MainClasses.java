package io.skerry.it.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// The class files the rules look at.
final class MainClasses {
  /// The root of everything shipped.
  static final String ROOT = "io.skerry";

  /// The root of the planted violations, laid out like [#ROOT].
  static final String PLANTED = "io.skerry.it.rules.planted";

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(MainClasses::isNoTestJar)
          .withImportOption(MainClasses::isNoBenchmark)
          .importPackages(ROOT);

  private MainClasses() {}

  /// Every class of every module's main code, read once.
  static JavaClasses shipped() {
    return SHIPPED;
  }

  /// The planted violations.
  static JavaClasses planted() {
    return new ClassFileImporter().importPackages(PLANTED);
  }

  private static boolean isNoTestJar(Location location) {
    return !location.contains("-tests.jar");
  }

  /// Benchmarks measure with real clocks and threads, and print; nobody ships them.
  private static boolean isNoBenchmark(Location location) {
    return !location.contains("/io/skerry/bench/");
  }
}
