package io.skerry.cli.rollout.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells a rollout as it goes, one line per thing that happened, each thing once. For one thread.
public final class Story {
  private final Set<String> told = new HashSet<>();
  private String standing = "";

  /// What is new since the last time.
  public List<String> next(RolloutView rollout) {
    List<String> lines = new ArrayList<>();
    if (standing.isEmpty()) {
      lines.add(
          "%s with strategy %s"
              .formatted(String.join(", ", rollout.resources()), rollout.strategy()));
    }
    rollout.waves().forEach(wave -> wave(wave, rollout.waves().size(), rollout.phase(), lines));
    rollout
        .traffic()
        .filter(traffic -> traffic.behind() == 0)
        .ifPresent(traffic -> once("step" + traffic.step(), "traffic " + traffic.line(), lines));
    rollout
        .failing()
        .forEach(node -> once(node.toString(), node.node() + " fails: " + node.reason(), lines));
    String now = standing(rollout);
    if (!now.equals(standing)) {
      lines.add(now);
      lines.addAll(Advice.whileWaiting(rollout));
      standing = now;
    }
    return lines;
  }

  private void wave(WaveView wave, int waves, RolloutPhase phase, List<String> lines) {
    String name = "wave %d/%d %s".formatted(wave.number(), waves, wave.name());
    if (wave.isAdmitted() && phase.isTurnedBack()) {
      once(name + phase, name + ": " + wave.turnedBack(phase), lines);
    } else if (wave.isAdmitted()) {
      String line = "%s begins: %s".formatted(name, nodes(wave.counts().members()));
      once(line, line, lines);
    }
    // A verdict is news; other figures behind the same one are not, nor that evidence is to come.
    wave.gates().stream()
        .filter(gate -> wave.isComplete() || !gate.isInconclusive())
        .forEach(
            gate -> once(name + gate.metric() + gate.verdict(), name + ": " + gate.line(), lines));
    if (wave.isComplete() && !phase.isTurnedBack()) {
      String line = "%s complete, baking for %s".formatted(name, wave.bake());
      once(line, line, lines);
    }
  }

  private static String nodes(int count) {
    return count + (count == 1 ? " node" : " nodes");
  }

  private void once(String key, String line, List<String> lines) {
    if (told.add(key)) {
      lines.add(line);
    }
  }

  private static String standing(RolloutView rollout) {
    Counts counts = rollout.counts();
    String others = counts.others(rollout.phase());
    return rollout.phase().words()
        + (counts.members() == 0
            ? ""
            : ": %d of %d nodes have it%s"
                .formatted(
                    counts.updated(),
                    counts.members(),
                    others.isEmpty() ? "" : " (" + others + ")"))
        + (rollout.reason().isEmpty() ? "" : " - " + rollout.reason());
  }
}
