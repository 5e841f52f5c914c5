package io.skerry.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.bench.soak.History.ChangeRow;
import io.skerry.bench.soak.History.MoveRow;
import io.skerry.bench.soak.Operation.Outcome;
import io.skerry.bench.soak.Operation.Verb;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A check that finds nothing in a broken history would make every soak look clean.
final class HistoryCheckTest {

  private static final ChangeRow ROW = new ChangeRow("w1", 7, "key", "CREATED", 1);

  private static Operation write(Outcome outcome) {
    return new Operation("w1", "key", Verb.PUT, outcome);
  }

  private static HistoryCheck check(Outcome outcome, ChangeRow... rows) {
    return HistoryCheck.of(List.of(write(outcome)), new History(List.of(rows), List.of()));
  }

  private static HistoryCheck check(long... generations) {
    List<MoveRow> moves =
        Arrays.stream(generations).mapToObj(g -> new MoveRow("iad-1", g, "d")).toList();
    return HistoryCheck.of(List.of(), new History(List.of(), moves));
  }

  @Test
  void anExactHistoryIsClean() {
    HistoryCheck check = check(new Outcome.Acknowledged(7, 1), ROW);

    assertThat(check.missing()).isEmpty();
    assertThat(check.surplus()).isEmpty();
  }

  @Test
  void anAcknowledgedWriteWithoutARowIsMissing() {
    assertThat(check(new Outcome.Acknowledged(7, 1)).missing()).hasSize(1);
  }

  @Test
  void aRowOfAnotherRevisionDoesNotCount() {
    assertThat(check(new Outcome.Acknowledged(8, 1), ROW).missing()).hasSize(1);
  }

  @Test
  void theSecondRowOfAWriteIsSurplus() {
    assertThat(check(new Outcome.Acknowledged(7, 1), ROW, ROW).surplus()).hasSize(1);
  }

  @Test
  void aRefusedWriteThatHappenedIsSurplus() {
    assertThat(check(new Outcome.Refused("412 stale-version"), ROW).surplus()).hasSize(1);
  }

  @Test
  void anUnknownWriteMayHaveHappenedOrNot() {
    assertThat(check(new Outcome.Unknown("cut"), ROW).surplus()).isEmpty();
    assertThat(check(new Outcome.Unknown("cut")).missing()).isEmpty();
  }

  @Test
  void aRowThatNobodyAskedForIsSurplus() {
    HistoryCheck check = HistoryCheck.of(List.of(), new History(List.of(ROW), List.of()));

    assertThat(check.surplus()).hasSize(1);
  }

  @Test
  void nodesCountUpByOne() {
    assertThat(check(1, 2, 3).missing()).isEmpty();
    assertThat(check(1, 3).missing()).hasSize(1);
    assertThat(check(1, 2, 2).surplus()).hasSize(1);
    assertThat(check(1, 2, 1).surplus()).hasSize(1);
  }
}
