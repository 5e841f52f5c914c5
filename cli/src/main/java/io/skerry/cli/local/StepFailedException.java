package io.skerry.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One step of starting a stack did not succeed.
public final class StepFailedException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int TAIL = 12;

  private final String step;
  private final transient Path log;

  /// The step's name, why it failed, and the log that knows more.
  public StepFailedException(String step, String why, Path log) {
    super(why);
    this.step = step;
    this.log = log;
  }

  /// What to tell: the step, the reason, where its log is, and how the log ends.
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add("failed: " + step + ": " + getMessage());
    List<String> tail = tail(log);
    if (!tail.isEmpty()) {
      lines.add("log: " + log + ", which ends with");
      tail.forEach(line -> lines.add("    " + line));
    }
    return lines;
  }

  private static List<String> tail(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    } catch (IOException none) {
      return List.of();
    }
  }
}
