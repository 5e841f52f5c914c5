package io.skerry.cli.rollout.view;

import java.util.ArrayList;
import java.util.List;

/// What somebody can do about a rollout that does not go on by itself.
public final class Advice {
  private Advice() {}

  /// Sentences, each with its command; none when there is nothing to do.
  public static List<String> on(RolloutView rollout) {
    String command = "skerry rollout ";
    String name = rollout.name();
    return switch (rollout.phase()) {
      case HELD -> onHold(rollout);
      case PAUSED -> List.of("go on:  " + command + "resume " + name);
      case AWAITING_APPROVAL ->
          List.of(
              "somebody other than %s:  %sapprove %s --as THEIR-NAME"
                  .formatted(
                      rollout.author().isEmpty() ? "the author" : rollout.author(), command, name));
      case ROLLED_BACK ->
          List.of("nodes run what they had before; correct the change and apply it again");
      case ABORTED ->
          List.of(
              "nodes stay where they are; to return those that have it:  "
                  + command
                  + "rollback "
                  + name);
      case SUPERSEDED ->
          List.of("a newer change took over:  " + command + "watch " + rollout.lookup());
      case PENDING, PROGRESSING, BAKING, ROLLING_BACK, SUCCEEDED, OTHER -> List.of();
    };
  }

  /// The same while somebody waits: only what others must do for it to go on.
  public static List<String> whileWaiting(RolloutView rollout) {
    return switch (rollout.phase()) {
      case AWAITING_APPROVAL, PAUSED -> on(rollout);
      case PENDING, PROGRESSING, BAKING, HELD, ROLLING_BACK -> List.of();
      case ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED, OTHER -> List.of();
    };
  }

  private static List<String> onHold(RolloutView rollout) {
    String command = "skerry rollout %s " + rollout.name();
    List<String> lines = new ArrayList<>();
    lines.add("go on, with a new deadline:     " + command.formatted("resume"));
    if (rollout.currentWave().isPresent()) {
      lines.add("take the wave as it is:         " + command.formatted("promote"));
      lines.add("offer it again to who refused:  " + command.formatted("retry"));
      lines.add("return every node:              " + command.formatted("rollback"));
    } else {
      lines.add("give it up:                     " + command.formatted("abort"));
    }
    return lines;
  }
}
