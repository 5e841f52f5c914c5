package io.skerry.policy.freeze;

import io.skerry.policy.freeze.Schedule.Occurrence;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.FreezeWindow.When;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What declared windows mean at a moment. Pure.
public final class FreezeWindows {

  private FreezeWindows() {}

  /// The freeze at `now`. It ends, as far as is known, when the last of the windows that are open
  /// now closes; several open windows are named in one reason, in the order of their names.
  public static Freeze at(Collection<FreezeWindow> windows, Instant now) {
    List<FreezeWindow> byName =
        windows.stream()
            .sorted((a, b) -> a.metadata().name().compareTo(b.metadata().name()))
            .toList();
    List<FreezeWindow> open = byName.stream().filter(window -> isOpen(window, now)).toList();
    Optional<Instant> until =
        open.stream().flatMap(window -> end(window, now)).max(Instant::compareTo);
    Instant thawed =
        byName.stream()
            .flatMap(window -> end(window, now))
            .filter(end -> !end.isAfter(now))
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    Optional<String> reason =
        open.isEmpty()
            ? Optional.empty()
            : Optional.of(String.join("; ", open.stream().map(FreezeWindows::named).toList()));
    return new Freeze(reason, until, thawed);
  }

  /// What is wrong with a window that was read without errors.
  public static List<FieldError> errors(FreezeWindow.Spec spec) {
    return switch (spec.when()) {
      case When.Once _ -> List.of();
      case When.Recurring recurring -> errors("spec", recurring);
    };
  }

  /// What is wrong with a recurring time that was read without errors.
  ///
  /// @param field where it is in its document
  public static List<FieldError> errors(String field, When.Recurring recurring) {
    return Schedule.problem(recurring.cron())
        .map(
            problem ->
                new FieldError(
                    field + ".cron",
                    problem
                        + "; use five fields: minute, hour, day of month, month, day of week,"
                        + " such as 0 18 * * FRI"))
        .stream()
        .toList();
  }

  private static boolean isOpen(FreezeWindow window, Instant now) {
    return end(window, now).anyMatch(now::isBefore);
  }

  private static Stream<Instant> end(FreezeWindow window, Instant now) {
    return Schedule.last(window.spec().when(), now).map(Occurrence::until).stream();
  }

  private static String named(FreezeWindow window) {
    String name = window.metadata().name().value();
    return window.spec().reason().isEmpty() ? name : name + " (" + window.spec().reason() + ")";
  }
}
