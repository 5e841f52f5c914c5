package io.skerry.it.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/// Where a program starts and its parts are put together: `...Main` classes and the JavaFX
/// application.
final class EntryPoints {
  private EntryPoints() {}

  /// Entry points and everything nested in them.
  static DescribedPredicate<JavaClass> entryPoints() {
    return DescribedPredicate.describe("entry points", type -> isEntryPoint(outermost(type)));
  }

  private static boolean isEntryPoint(JavaClass type) {
    return type.getSimpleName().endsWith("Main")
        || type.isAssignableTo("javafx.application.Application");
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(EntryPoints::outermost).orElse(type);
  }
}
