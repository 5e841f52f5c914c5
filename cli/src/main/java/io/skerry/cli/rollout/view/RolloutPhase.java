package io.skerry.cli.rollout.view;

import io.skerry.cli.print.Style;
import java.util.Arrays;

/// Where a rollout stands.
public enum RolloutPhase {
  PENDING("pending", "pending", Style.BUSY),
  PROGRESSING("progressing", "progressing", Style.BUSY),
  BAKING("baking", "baking", Style.BUSY),
  AWAITING_APPROVAL("awaitingApproval", "awaiting approval", Style.BUSY),
  PAUSED("paused", "paused", Style.BUSY),
  HELD("held", "held", Style.BAD),
  ROLLING_BACK("rollingBack", "rolling back", Style.BAD),
  ROLLED_BACK("rolledBack", "rolled back", Style.BAD),
  ABORTED("aborted", "aborted", Style.BAD),
  SUCCEEDED("succeeded", "succeeded", Style.GOOD),
  SUPERSEDED("superseded", "superseded", Style.DIM),
  /// One that this version of the program does not know.
  OTHER("", "unknown", Style.DIM);

  private final String wireName;
  private final String words;
  private final Style style;

  RolloutPhase(String wireName, String words, Style style) {
    this.wireName = wireName;
    this.words = words;
    this.style = style;
  }

  /// The phase that documents call so.
  public static RolloutPhase of(String wireName) {
    return Arrays.stream(values())
        .filter(phase -> phase.wireName.equals(wireName))
        .findFirst()
        .orElse(OTHER);
  }

  /// For people.
  public String words() {
    return words;
  }

  /// How it is shown.
  public Style style() {
    return style;
  }

  /// Whether its nodes return, or have returned, to what they had before.
  public boolean isTurnedBack() {
    return this == ROLLING_BACK || this == ROLLED_BACK;
  }

  /// Whether operators may still steer it forward.
  public boolean isActive() {
    return switch (this) {
      case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, HELD, OTHER -> true;
      case ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> false;
    };
  }
}
