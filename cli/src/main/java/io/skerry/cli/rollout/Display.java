package io.skerry.cli.rollout;

import io.skerry.cli.print.LiveArea;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rollout.view.Advice;
import io.skerry.cli.rollout.view.Board;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.rollout.view.Story;
import io.skerry.cli.shell.Shell;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Shows rollouts as they go.
sealed interface Display extends AutoCloseable {

  /// Shows where they stand now.
  void show(List<RolloutView> rollouts);

  /// Says why there is nothing newer.
  void trouble(String why);

  @Override
  void close();

  /// Drawn anew where lines can be written over, told line by line elsewhere.
  static Display on(Shell shell) {
    return shell.terminal().rows() > 0 ? new Drawn(shell) : new Told(shell);
  }

  /// Bars that fill in place.
  final class Drawn implements Display {
    private final Shell shell;
    private final LiveArea area;
    private List<String> last = List.of();

    Drawn(Shell shell) {
      this.shell = shell;
      this.area = new LiveArea(shell.terminal());
    }

    @Override
    public void show(List<RolloutView> rollouts) {
      Board board = new Board(shell.terminal(), shell.clock().instant());
      last =
          rollouts.stream()
              .flatMap(
                  rollout ->
                      Stream.concat(
                          board.lines(rollout).stream(), Advice.whileWaiting(rollout).stream()))
              .toList();
      area.draw(last);
    }

    @Override
    public void trouble(String why) {
      List<String> lines = new ArrayList<>(last);
      lines.add(why);
      area.draw(lines);
    }

    @Override
    public void close() {
      area.close();
    }
  }

  /// One line per thing that happened, with the time in UTC.
  final class Told implements Display {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int END_OF_NAME = 6;

    private final Shell shell;
    private final Map<String, Story> stories = new HashMap<>();

    Told(Shell shell) {
      this.shell = shell;
    }

    @Override
    public void show(List<RolloutView> rollouts) {
      Terminal terminal = shell.terminal();
      String time = TIME.format(LocalTime.ofInstant(shell.clock().instant(), ZoneOffset.UTC));
      for (RolloutView rollout : rollouts) {
        String name = rollout.name();
        String end = name.substring(Math.max(0, name.length() - END_OF_NAME));
        stories
            .computeIfAbsent(name, _ -> new Story())
            .next(rollout)
            .forEach(line -> terminal.line(time + " " + end + "  " + line));
      }
    }

    @Override
    public void trouble(String why) {
      shell.terminal().note(why);
    }

    @Override
    public void close() {}
  }
}
