package io.skerry.policy.health;

import io.skerry.schema.model.NodeStatus.ErrorLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many of a node's requests failed lately: over its last [#WINDOWS] reports that had requests.
/// A level is reached on enough requests only, and left when the rate is below half of where it
/// begins, so that a rate beside a limit does not go back and forth. It also ends after [#IDLE]
/// reports in a row without requests: what served nothing for so long fails nothing. Immutable.
///
/// @param windows the last ones, oldest first
/// @param level how it stands; empty while few requests fail
/// @param idle how many reports without requests came last
public record ErrorTrack(List<Window> windows, Optional<ErrorLevel> level, int idle) {

  /// As many reports of ten seconds make a minute.
  public static final int WINDOWS = 6;

  /// Fewer requests than this say nothing.
  public static final int ENOUGH = 50;

  /// As many reports of ten seconds make five minutes.
  public static final int IDLE = 30;

  /// Before the first report.
  public static final ErrorTrack NEW = new ErrorTrack(List.of(), Optional.empty(), 0);

  /// One report.
  ///
  /// @param requests all of them, at least `errors`
  /// @param errors those that failed
  public record Window(long requests, long errors) {}

  /// Copies the list.
  public ErrorTrack {
    windows = List.copyOf(windows);
  }

  /// After one more report.
  public ErrorTrack after(Window window) {
    if (window.requests() == 0) {
      return idle + 1 >= IDLE ? NEW : new ErrorTrack(windows, level, idle + 1);
    }
    List<Window> next = new ArrayList<>(windows);
    next.add(window);
    List<Window> last = next.subList(Math.max(0, next.size() - WINDOWS), next.size());
    long requests = last.stream().mapToLong(Window::requests).sum();
    long errors = last.stream().mapToLong(Window::errors).sum();
    return new ErrorTrack(
        last, requests < ENOUGH ? level : level(errors / (double) requests, level), 0);
  }

  /// For people, such as `7 of 100 requests failed`.
  public String figures() {
    return "%d of %d requests failed"
        .formatted(
            windows.stream().mapToLong(Window::errors).sum(),
            windows.stream().mapToLong(Window::requests).sum());
  }

  private static Optional<ErrorLevel> level(double rate, Optional<ErrorLevel> before) {
    Optional<ErrorLevel> reached = Optional.empty();
    for (ErrorLevel candidate : ErrorLevel.values()) {
      boolean isHeld = before.filter(it -> it.compareTo(candidate) >= 0).isPresent();
      if (rate >= (isHeld ? begin(candidate) / 2 : begin(candidate))) {
        reached = Optional.of(candidate);
      }
    }
    return reached;
  }

  private static double begin(ErrorLevel level) {
    return switch (level) {
      case SOME -> 0.01;
      case MANY -> 0.05;
      case MOST -> 0.2;
    };
  }
}
