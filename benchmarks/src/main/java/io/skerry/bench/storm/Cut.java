package io.skerry.bench.storm;

/// How a network fails.
enum Cut {
  /// Connections are reset, and so is every attempt at a new one.
  RESET("connections are reset, and so is every attempt at a new one"),
  /// No byte arrives and nobody is told. As behind a router that lost its memory, what was open
  /// before stays silent when the network is back; what was opened meanwhile gets through then.
  SILENT("no byte arrives and nobody is told; what was open before stays silent for ever");

  private final String description;

  Cut(String description) {
    this.description = description;
  }

  @Override
  public String toString() {
    return description;
  }
}
