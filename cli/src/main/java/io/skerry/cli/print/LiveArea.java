package io.skerry.cli.print;

import java.util.ArrayList;
import java.util.List;

/// Lines at the end of a terminal that are written over as they change. Longer lines than the
/// terminal is wide are cut by it, more lines than it is high are left out. Safe for use by several
/// threads, so that an interrupt can put the terminal in order; nothing is drawn after that.
public final class LiveArea implements AutoCloseable {
  private static final String BEGIN = "\u001b[?25l\u001b[?7l";
  private static final String END = "\u001b[?7h\u001b[?25h";
  private static final String UP = "\u001b[%dA\r";
  private static final String TO_END_OF_LINE = "\u001b[K";
  private static final String TO_END_OF_SCREEN = "\u001b[J";

  private final Terminal terminal;
  private int drawn;
  private boolean open = true;

  /// An area below what was written so far.
  public LiveArea(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Shows these lines instead of those before.
  public synchronized void draw(List<String> lines) {
    if (!open) {
      return;
    }
    StringBuilder frame = new StringBuilder(drawn == 0 ? BEGIN : UP.formatted(drawn));
    List<String> shown = fitting(lines);
    shown.forEach(line -> frame.append(line).append(TO_END_OF_LINE).append('\n'));
    terminal.out().print(frame.append(TO_END_OF_SCREEN));
    terminal.out().flush();
    drawn = shown.size();
  }

  /// Leaves the last lines there, and the terminal as it was found.
  @Override
  public synchronized void close() {
    if (open && drawn > 0) {
      terminal.out().print(END);
      terminal.out().flush();
    }
    open = false;
  }

  private List<String> fitting(List<String> lines) {
    int room = Math.max(2, terminal.rows() - 1);
    if (lines.size() <= room) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, room - 1));
    shown.add("… %d more lines".formatted(lines.size() - shown.size()));
    return shown;
  }
}
