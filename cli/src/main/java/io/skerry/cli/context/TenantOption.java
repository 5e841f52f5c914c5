package io.skerry.cli.context;

import picocli.CommandLine.Option;

/// The tenant of a namespaced resource, for commands that name one.
public final class TenantOption {

  @Option(
      names = {"-t", "--tenant"},
      defaultValue = "default",
      description = "The tenant (default: ${DEFAULT-VALUE}).")
  private String tenant = "default";

  /// With the default tenant; filled in by the command line.
  public TenantOption() {}

  /// Which.
  public String name() {
    return tenant;
  }
}
