package io.skerry.cli.local;

import picocli.CommandLine.Option;

/// The options of `up`.
final class UpOptions {
  @Option(
      names = {"-d", "--detach"},
      description = "Return once it runs.")
  boolean detach;

  @Option(names = "--fresh", description = "Forget everything an earlier run stored.")
  boolean fresh;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many nodes, spread over the example cells (default: as before, at first two per cell).")
  int nodes;
}
