package io.skerry.bench.soak;

import io.skerry.bench.soak.History.ChangeRow;
import io.skerry.bench.soak.History.MoveRow;
import io.skerry.bench.soak.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares the history with what clients were told. Pure.
///
/// @param missing acknowledged writes, and moves of nodes, without a row that says the same
/// @param surplus rows of refused or unheard-of writes, and second rows of one write or move
record HistoryCheck(List<String> missing, List<String> surplus) {

  static HistoryCheck of(List<Operation> operations, History history) {
    HistoryCheck check = new HistoryCheck(new ArrayList<>(), new ArrayList<>());
    Map<String, List<ChangeRow>> rows = new HashMap<>();
    history
        .changes()
        .forEach(row -> rows.computeIfAbsent(row.request(), _ -> new ArrayList<>()).add(row));
    for (Operation operation : operations) {
      List<ChangeRow> found = rows.remove(operation.id());
      check.compare(operation, found == null ? List.of() : found);
    }
    rows.values().forEach(unheard -> check.surplus.add("a row nobody asked for: " + unheard));
    check.moves(history.moves());
    return check;
  }

  private void compare(Operation operation, List<ChangeRow> rows) {
    if (rows.size() > 1) {
      surplus.add(operation + " has " + rows.size() + " rows: " + rows);
    }
    switch (operation.outcome()) {
      case Outcome.Acknowledged(long revision, long generation) -> {
        if (rows.stream()
            .noneMatch(row -> row.revision() == revision && row.generation() == generation)) {
          missing.add(operation + " has no such row, but " + rows);
        }
      }
      case Outcome.Refused _ -> {
        if (!rows.isEmpty()) {
          surplus.add(operation + " was refused, but happened: " + rows);
        }
      }
      case Outcome.Unknown _ -> {}
    }
  }

  /// Nodes count up by one, so a gap is a lost row and a repetition a doubled one.
  private void moves(List<MoveRow> moves) {
    Map<String, Long> last = new HashMap<>();
    for (MoveRow move : moves) {
      Long before = last.put(move.node(), move.generation());
      if (before != null && move.generation() <= before) {
        surplus.add(move + " after generation " + before);
      } else if (before != null && move.generation() > before + 1) {
        missing.add("moves between generation " + before + " and " + move);
      }
    }
  }
}
