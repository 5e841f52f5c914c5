package io.skerry.cli;

import picocli.CommandLine.IVersionProvider;

/// The version this program was built as.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"skerry " + current()};
  }

  /// The version in the jar's manifest; `development` outside a jar.
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
