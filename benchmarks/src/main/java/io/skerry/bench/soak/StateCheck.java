package io.skerry.bench.soak;

import io.skerry.bench.soak.History.ChangeRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what is stored in the end with what clients were told, policy by policy. Each policy is
/// a register that is ordered by revision: what it holds must be the last acknowledged write, or a
/// later write whose outcome is unknown. Pure.
final class StateCheck {

  private StateCheck() {}

  /// What a policy holds in the end.
  ///
  /// @param marker the id of the write
  /// @param revision of the write
  record Held(String marker, long revision) {}

  /// The policies that do not hold what they must.
  static List<String> missing(
      SoakPlan plan, List<Operation> operations, History history, Map<String, Held> held) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < plan.keys(); i++) {
      String key = plan.key(i);
      List<Operation> writes = operations.stream().filter(o -> o.key().equals(key)).toList();
      Optional<Held> there = Optional.ofNullable(held.get(key));
      if (!isExplained(writes, there)) {
        missing.add(key + " holds " + there + ", but last acknowledged was " + last(writes));
      }
      if (!agrees(history, key, there)) {
        missing.add(key + " holds " + there + ", but its history ends otherwise");
      }
    }
    return missing;
  }

  private static boolean isExplained(List<Operation> writes, Optional<Held> there) {
    Optional<Operation> last = last(writes);
    long acknowledged = last.map(Operation::revision).orElse(0L);
    if (there.isEmpty()) {
      return last.map(write -> write.verb() == Operation.Verb.DELETE).orElse(true)
          || writes.stream().anyMatch(w -> w.isUnknown() && w.verb() == Operation.Verb.DELETE);
    }
    Held value = there.get();
    return value.revision() == acknowledged
        ? last.filter(write -> write.id().equals(value.marker())).isPresent()
        : value.revision() > acknowledged
            && writes.stream().anyMatch(w -> w.isUnknown() && w.id().equals(value.marker()));
  }

  private static Optional<Operation> last(List<Operation> writes) {
    return writes.stream()
        .filter(Operation::isAcknowledged)
        .max(Comparator.comparingLong(Operation::revision));
  }

  private static boolean agrees(History history, String key, Optional<Held> there) {
    Optional<ChangeRow> last =
        history.changes().stream().filter(row -> row.key().equals(key)).reduce((_, row) -> row);
    return last.filter(row -> !row.isDeletion())
        .map(row -> new Held(row.request(), row.revision()))
        .equals(there);
  }
}
