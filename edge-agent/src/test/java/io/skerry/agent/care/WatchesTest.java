package io.skerry.agent.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.schema.model.NodeStatus.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What is worth an operator's attention at once.
class WatchesTest {

  private final StatusBoard board = new StatusBoard("b1", "1.0", () -> Instant.EPOCH);
  private final List<String> reports = new ArrayList<>();

  WatchesTest() {
    board.onStatus(() -> reports.add(String.join(" ", conditions())));
  }

  @Test
  void upstreamsThatAreDownAreSaidAtOnceAndNamedWhileTheyAre() {
    List<String> down = new ArrayList<>();
    UpstreamWatch watch = new UpstreamWatch(() -> List.copyOf(down), board);
    watch.look();
    assertThat(reports).isEmpty();

    down.add("t/s/v1 http://a");
    watch.look();
    watch.look();
    assertThat(reports).containsExactly("UpstreamDown: no requests go to t/s/v1 http://a");

    down.addAll(List.of("t/s/v1 http://b", "t/s/v1 http://c"));
    watch.look();
    assertThat(conditions()).first().asString().endsWith("http://b and 1 more");

    down.clear();
    watch.look();
    assertThat(conditions()).isEmpty();
  }

  @Test
  void aLackOfMemoryIsSaidAtOnceAndForAWhile() {
    AtomicLong killed = new AtomicLong();
    AtomicLong clock = new AtomicLong(MemoryWatch.SAID.toNanos() * 5);
    MemoryWatch watch = new MemoryWatch(() -> killed.getAndSet(0), board, clock::get);
    watch.look();
    assertThat(reports).isEmpty();

    killed.set(2);
    watch.look();
    assertThat(reports).hasSize(1).first().asString().contains("OutOfMemory", "2 processes");

    clock.addAndGet(MemoryWatch.SAID.toNanos());
    watch.look();
    assertThat(conditions()).hasSize(1);
    clock.addAndGet(1);
    watch.look();
    assertThat(conditions()).isEmpty();
  }

  private List<String> conditions() {
    return board.report().conditions().stream().map(WatchesTest::text).toList();
  }

  private static String text(Condition condition) {
    return condition.type() + ": " + condition.message();
  }
}
