package io.skerry.cli.rollout;

import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rollout.view.Advice;
import io.skerry.cli.rollout.view.RolloutPhase;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.ExitCode;
import java.util.List;

/// How rollouts ended, for people and for scripts.
///
/// @param terminal where to say it
record Verdict(Terminal terminal) {

  /// Whether a rollout changes no more by itself.
  static boolean isOver(RolloutView rollout) {
    return switch (rollout.phase()) {
      case HELD, SUCCEEDED, ABORTED -> !rollout.hasOrdersToHandle();
      case ROLLED_BACK, SUPERSEDED -> true;
      case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, ROLLING_BACK, OTHER -> false;
    };
  }

  /// Says what became of each, with what can be done where one did not succeed.
  ExitCode on(List<RolloutView> rollouts) {
    rollouts.forEach(this::say);
    return rollouts.stream().allMatch(rollout -> rollout.phase() == RolloutPhase.SUCCEEDED)
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }

  private void say(RolloutView rollout) {
    if (rollout.phase() == RolloutPhase.SUCCEEDED) {
      return;
    }
    String still = isOver(rollout) ? "" : "the wait is over, and it is still ";
    terminal.note(
        "%s rollout %s: %s%s%s"
            .formatted(
                terminal.styled(Style.BAD, "error:"),
                rollout.name(),
                still,
                rollout.phase().words(),
                rollout.reason().isEmpty() ? "" : ": " + rollout.reason()));
    Advice.on(rollout).forEach(line -> terminal.note("  " + line));
  }
}
