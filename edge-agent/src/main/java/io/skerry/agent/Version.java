package io.skerry.agent;

import java.util.Optional;

/// The release of this program.
final class Version {

  /// From the jar's manifest.
  static final String OF_AGENT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
