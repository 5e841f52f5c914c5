package io.skerry.agent.trial;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far what a node serves has proven itself. A closed set: who asks for another phase is
/// refused.
public enum CanaryPhase {
  /// Nothing is served, because nothing was ever applied.
  EMPTY("empty"),
  /// Nothing is served, because the only snapshot crashed the agent; it is tried again soon.
  HELD_BACK("held-back"),
  /// What is served has not served its soak yet.
  SOAKING("soaking"),
  /// What is served has served its soak: the node falls back to it.
  PROVEN("proven"),
  /// The agent could not stay up with the newest snapshot and serves an older one.
  REVERTED("reverted");

  private final String wireName;

  CanaryPhase(String wireName) {
    this.wireName = wireName;
  }

  /// The phase of a node.
  ///
  /// @param running what it serves
  /// @param trial how its snapshots did
  public static CanaryPhase of(Kept running, Trial trial) {
    boolean reverted =
        trial.quarantined().stream().anyMatch(q -> q.generation() > running.generation());
    if (reverted) {
      return REVERTED;
    }
    return trial.isProven(running.snapshot()) ? PROVEN : SOAKING;
  }

  /// The phase of a name; empty for anything but a name of this set.
  public static Optional<CanaryPhase> parse(String name) {
    return Arrays.stream(values()).filter(phase -> phase.wireName.equals(name)).findFirst();
  }

  /// The names of all phases, for people.
  public static String names() {
    return Arrays.stream(values()).map(CanaryPhase::wireName).collect(Collectors.joining(", "));
  }

  /// What it is called outside.
  public String wireName() {
    return wireName;
  }
}
