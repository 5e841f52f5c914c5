package io.skerry.ui.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.ui.net.StubServer.Script;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.StreamSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchLoopTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<StreamSignal> seen = new ArrayList<>();
  private final IngestQueue queue = new IngestQueue(100, Duration.ofSeconds(5));
  private StubServer server;
  private ControlPlane api;

  @BeforeEach
  void startServer() throws IOException {
    server = new StubServer();
    api = new ControlPlane(server.uri(), InstantSource.system());
  }

  @AfterEach
  void stopServer() {
    api.close();
    server.close();
  }

  private WatchLoop loop(Duration firstWait, Duration silence) {
    var backoff = new Backoff(firstWait, firstWait, new Random(7));
    return new WatchLoop(
        api,
        queue,
        InstantSource.system(),
        new WatchLoop.Timing(backoff, silence),
        Thread.ofVirtual().factory());
  }

  private void awaitBookmarks(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              queue.drainTo(seen, 100);
              return seen.stream().filter(StreamSignal.Bookmark.class::isInstance).count() >= count;
            });
  }

  private List<String> nodesSeen() {
    return seen.stream()
        .flatMap(
            s ->
                s instanceof StreamSignal.Changed(var t, Resource.OfNode(var node), var at)
                    ? java.util.stream.Stream.of(node.name().value())
                    : java.util.stream.Stream.empty())
        .toList();
  }

  private static String node(String name, long revision) {
    return Wire.event("modified", revision, Wire.node(name, "c1", NodeState.READY, ""));
  }

  @Test
  void listsFirstAndResumesAfterTheLastCompleteRevision() {
    server
        .next(Script.breaking(node("a", 5), Wire.bookmark(10), node("b", 11), node("c", 12)))
        .next(Script.open(node("c", 12), Wire.bookmark(12)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(2);
    }
    assertThat(server.openings()).containsExactly("all", "11");
    assertThat(nodesSeen()).containsExactly("a", "b", "c", "c");
    assertThat(seen.getFirst())
        .isInstanceOfSatisfying(
            StreamSignal.Opened.class, opened -> assertThat(opened.listing()).isTrue());
    assertThat(seen).filteredOn(StreamSignal.Lost.class::isInstance).hasSize(1);
  }

  @Test
  void breakBetweenEventsOfOneRevisionResumesBeforeThatRevision() {
    server
        .next(Script.breaking(Wire.bookmark(10), node("a", 11), node("b", 11)))
        .next(Script.open(Wire.bookmark(11)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(2);
    }
    assertThat(server.openings()).containsExactly("all", "10");
  }

  @Test
  void brokenListingStartsOver() {
    server.next(Script.breaking(node("a", 5))).next(Script.open(node("a", 5), Wire.bookmark(10)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(1);
    }
    assertThat(server.openings()).containsExactly("all", "all");
  }

  @Test
  void goneChangesAreListedAgainAndTheGapIsTold() {
    server
        .next(Script.breaking(Wire.bookmark(10)))
        .next(Script.gone())
        .next(Script.open(node("a", 99), Wire.bookmark(100)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(2);
    }
    assertThat(server.openings()).containsExactly("all", "10", "all");
    assertThat(seen)
        .filteredOn(StreamSignal.Gap.class::isInstance)
        .singleElement()
        .satisfies(gap -> assertThat(((StreamSignal.Gap) gap).since().value()).isEqualTo("10"));
  }

  @Test
  void revisionTheServerDoesNotKnowIsListedAgainToo() {
    server
        .next(Script.breaking(Wire.bookmark(10)))
        .next(new Script(400, List.of(), false))
        .next(Script.open(Wire.bookmark(3)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(2);
    }
    assertThat(server.openings()).containsExactly("all", "10", "all");
  }

  @Test
  void silentStreamIsClosedAndOpenedAgain() {
    server.next(Script.open(Wire.bookmark(10))).next(Script.open(Wire.bookmark(11)));
    try (var loop = loop(Duration.ofMillis(60), Duration.ofMillis(300))) {
      loop.start();
      awaitBookmarks(2);
    }
    assertThat(server.openings()).startsWith("all", "10");
  }

  @Test
  void retryNowCutsALongWaitShort() {
    server.next(new Script(503, List.of(), false)).next(Script.open(Wire.bookmark(10)));
    try (var loop = loop(Duration.ofHours(1), LONG)) {
      loop.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                queue.drainTo(seen, 100);
                loop.retryNow();
                return seen.stream().anyMatch(StreamSignal.Bookmark.class::isInstance);
              });
    }
    assertThat(seen.getFirst())
        .isInstanceOfSatisfying(
            StreamSignal.Lost.class,
            lost -> assertThat(lost.reason()).isEqualTo("the server answered 503"));
  }

  @Test
  void garbageOnTheStreamIsALostConnectionNotADeadLoop() {
    server
        .next(Script.open("event: added\nid: 3\ndata: {not json\n\n"))
        .next(Script.open(Wire.bookmark(10)));
    try (var loop = loop(Duration.ofMillis(60), LONG)) {
      loop.start();
      awaitBookmarks(1);
    }
    assertThat(seen).filteredOn(StreamSignal.Lost.class::isInstance).hasSize(1);
  }

  @Test
  void unreachableServerIsToldInWords() {
    server.close();
    try (var loop = loop(Duration.ofHours(1), LONG)) {
      loop.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> queue.drainTo(seen, 1) > 0);
    }
    assertThat(seen.getFirst())
        .isInstanceOfSatisfying(
            StreamSignal.Lost.class,
            lost -> assertThat(lost.reason()).isEqualTo("nothing answers at this address"));
  }
}
