package io.skerry.cli.rollout.view;

/// A bar that fills.
final class Bar {
  private static final int WIDTH = 24;

  private Bar() {}

  /// Full only when all of it is done, and not empty once any of it is; empty where there is none.
  static String of(int done, int all) {
    int full = all == 0 ? 0 : (int) ((long) WIDTH * Math.min(done, all) / all);
    int shown = done > 0 ? Math.max(1, full) : full;
    return "█".repeat(shown) + "░".repeat(WIDTH - shown);
  }
}
