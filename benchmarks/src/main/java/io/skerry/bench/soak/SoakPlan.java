package io.skerry.bench.soak;

import java.time.Duration;

/// What a soak does.
///
/// @param duration how long clients write and parts are killed
/// @param seed decides what clients write and which part is killed when
/// @param clients how many write at the same time
/// @param keys how many policies they write to, shared by all
/// @param pause the mean time a client waits between two writes
public record SoakPlan(Duration duration, long seed, int clients, int keys, Duration pause) {

  /// Eight clients on 24 policies, about forty writes in a second.
  public static SoakPlan of(Duration duration, long seed) {
    return new SoakPlan(duration, seed, 8, 24, Duration.ofMillis(200));
  }

  /// The name of a policy.
  String key(int index) {
    return keyPrefix() + "%02d".formatted(index);
  }

  /// What the names of all policies of this soak, and of no other, begin with.
  String keyPrefix() {
    return "soak-" + Long.toUnsignedString(seed, 36) + "-";
  }
}
