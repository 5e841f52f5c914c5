package io.skerry.bench.soak.cluster;

/// A strategy that moves every node at once, for programs that look at something else than waves.
public final class AtOnce {

  /// Takes the place of the built-in `standard`, which every change without a strategy follows.
  public static final String STANDARD =
      """
      apiVersion: skerry/v1
      kind: RolloutStrategy
      metadata: {name: standard}
      spec:
        domain: cell
        waves: [{name: all, percent: 100}]
        bake: 0s
        deadline: 10m
        maxUnavailable: 100%
        gates: []
        onFailure: hold
      """;

  private AtOnce() {}
}
