package io.skerry.bench.storm;

/// Says what happens, and when.
final class Steps {

  private final long start = System.nanoTime();

  private Steps() {}

  /// The clock starts now.
  static Steps begin(String what) {
    Steps steps = new Steps();
    steps.say(what);
    return steps;
  }

  void say(String what) {
    System.out.printf("%7.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
  }
}
