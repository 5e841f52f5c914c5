package io.skerry.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.bench.soak.History.ChangeRow;
import io.skerry.bench.soak.Operation.Outcome;
import io.skerry.bench.soak.Operation.Verb;
import io.skerry.bench.soak.StateCheck.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateCheckTest {

  private static final SoakPlan PLAN =
      new SoakPlan(Duration.ofSeconds(1), 1, 1, 1, Duration.ofMillis(1));
  private static final String KEY = PLAN.key(0);
  private static final Operation FIRST =
      new Operation("w1", KEY, Verb.PUT, new Outcome.Acknowledged(5, 1));
  private static final Operation SECOND =
      new Operation("w2", KEY, Verb.PUT, new Outcome.Acknowledged(7, 2));
  private static final Operation UNKNOWN =
      new Operation("w3", KEY, Verb.PUT, new Outcome.Unknown("cut"));
  private static final Operation UNKNOWN_DELETE =
      new Operation("w4", KEY, Verb.DELETE, new Outcome.Unknown("cut"));
  private static final Operation DELETED =
      new Operation("w5", KEY, Verb.DELETE, new Outcome.Acknowledged(9, 2));

  private static List<String> missing(List<Operation> operations, Held... held) {
    List<ChangeRow> rows =
        held.length == 0
            ? List.of()
            : List.of(new ChangeRow(held[0].marker(), held[0].revision(), KEY, "UPDATED", 1));
    Map<String, Held> state = held.length == 0 ? Map.of() : Map.of(KEY, held[0]);
    return StateCheck.missing(PLAN, operations, new History(rows, List.of()), state);
  }

  @Test
  void theLastAcknowledgedWriteIsHeld() {
    assertThat(missing(List.of(SECOND, FIRST), new Held("w2", 7))).isEmpty();
  }

  @Test
  void anEarlierWriteInItsPlaceIsALoss() {
    assertThat(missing(List.of(FIRST, SECOND), new Held("w1", 5))).hasSize(1);
  }

  @Test
  void nothingInItsPlaceIsALoss() {
    assertThat(missing(List.of(FIRST))).hasSize(1);
  }

  @Test
  void aLaterWriteOfUnknownOutcomeExplainsWhatIsHeld() {
    assertThat(missing(List.of(FIRST, UNKNOWN), new Held("w3", 6))).isEmpty();
    assertThat(missing(List.of(FIRST, UNKNOWN), new Held("w3", 4))).hasSize(1);
  }

  @Test
  void aDeletionOfUnknownOutcomeExplainsAbsence() {
    assertThat(missing(List.of(FIRST, UNKNOWN_DELETE))).isEmpty();
  }

  @Test
  void whatWasDeletedLastIsNotThere() {
    assertThat(missing(List.of(FIRST, DELETED))).isEmpty();
    assertThat(missing(List.of(FIRST, DELETED), new Held("w1", 5))).hasSize(1);
  }

  @Test
  void aHistoryThatEndsOtherwiseIsReported() {
    ChangeRow other = new ChangeRow("w9", 8, KEY, "UPDATED", 3);

    assertThat(
            StateCheck.missing(
                PLAN,
                List.of(SECOND),
                new History(List.of(other), List.of()),
                Map.of(KEY, new Held("w2", 7))))
        .hasSize(1);
  }
}
