package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.skerry.control.api.EventStream.Event;
import io.skerry.control.runtime.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The watch shows every change once, in order, also to those who come back.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class WatchTest {

  private static final int WRITES = 60;

  @Test
  void presentResourcesComeFirstThenABookmarkThenChanges() {
    Rest.accepted("cells/watched", Docs.cell("watched"));

    try (EventStream stream = new EventStream(url() + "?kinds=cells")) {
      List<Event> present = stream.until(event -> event.name().equals("bookmark"));
      assertThat(present)
          .filteredOn(event -> event.name().equals("added"))
          .extracting(Event::object)
          .contains("watched");

      String version = Rest.accepted("cells/watched-2", Docs.cell("watched-2"));
      Event added = stream.until(event -> event.object().equals("watched-2")).getLast();
      assertThat(added.name()).isEqualTo("added");
      assertThat(added.id()).isEqualTo(Long.parseLong(version));
      assertThat(added.data().path("object").path("metadata").path("resourceVersion").asText())
          .isEqualTo(version);

      given().delete("/api/v1/cells/watched-2").then().statusCode(200);
      Event deleted = stream.until(event -> event.name().equals("deleted")).getLast();
      assertThat(deleted.object()).isEqualTo("watched-2");
      assertThat(deleted.data().path("type").asText()).isEqualTo("deleted");
    }
  }

  @Test
  void nodesAreShownAgainWhenWhatTheyMustRunChanges() {
    Rest.accepted("cells/again", Docs.cell("again"));
    try (EventStream stream = new EventStream(url() + "?kinds=nodes")) {
      Rest.accepted("nodes/again-1", Docs.node("again-1", "again"));

      Event shown =
          stream
              .until(
                  event ->
                      event.object().equals("again-1")
                          && event.data().path("object").path("status").has("desired"))
              .getLast();
      assertThat(shown.data().at("/object/status/state").asText()).isEqualTo("pending");
    }
  }

  @Test
  void resumingUnderWritesLosesAndRepeatsNothing() throws Exception {
    String since = Rest.accepted("policies/resume", Docs.policy("resume", 0));
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writing = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        String name = "resume-" + writer;
        writing.add(writers.submit(() -> writeOften(name)));
      }
      List<Event> seen = watchInPieces(Long.parseLong(since));
      for (Future<?> future : writing) {
        future.get(30, TimeUnit.SECONDS);
      }

      assertThat(seen).extracting(Event::id).isSorted().doesNotHaveDuplicates();
      for (int writer = 0; writer < 3; writer++) {
        String name = "resume-" + writer;
        assertThat(seen)
            .filteredOn(event -> event.object().equals(name))
            .extracting(event -> event.data().at("/object/metadata/generation").asInt())
            .containsExactlyElementsOf(generations());
      }
    }
  }

  @Test
  void onlyTheLastEventOfARevisionCarriesItsId() {
    String since = Rest.accepted("cells/ids", Docs.cell("ids"));
    Rest.apply("[" + Docs.cell("ids-1") + "," + Docs.cell("ids-2") + "]").then().statusCode(200);
    long revision = Long.parseLong(Rest.version("cells/ids-2"));

    try (EventStream stream = new EventStream(url() + "?kinds=cells&since=" + since)) {
      Event first = stream.next();
      assertThat(first.object()).isEqualTo("ids-1");
      assertThat(first.id()).isZero();
      assertThat(first.data().path("resourceVersion").asLong()).isEqualTo(revision);
      assertThat(stream.next().id()).isEqualTo(revision);
    }
  }

  @Test
  void lastEventIdWinsOverSince() {
    String first = Rest.accepted("policies/wins", Docs.policy("wins", 1));
    String second = Rest.accepted("policies/wins", Docs.policy("wins", 2));

    given()
        .header("Last-Event-ID", "999999999")
        .get("/api/v1/watch?since=" + first)
        .then()
        .statusCode(400);
    try (EventStream stream = new EventStream(url() + "?kinds=policies&since=" + first)) {
      assertThat(stream.next().id()).isEqualTo(Long.parseLong(second));
    }
  }

  @Test
  void forgottenAndFutureRevisionsAreRefusedBeforeTheStreamStarts() {
    given().get("/api/v1/watch?since=0").then().statusCode(410).body("code", equalTo("gone"));
    given().get("/api/v1/watch?since=999999999").then().statusCode(400);
    given().get("/api/v1/watch?since=abc").then().statusCode(400);
    given()
        .get("/api/v1/watch?kinds=pods")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("kinds"));
  }

  private static void writeOften(String name) {
    for (int i = 0; i < WRITES; i++) {
      Rest.accepted("policies/" + name, Docs.policy(name, i));
    }
  }

  /// Reads seven events at a time, each time over a new connection that resumes by the last id.
  private List<Event> watchInPieces(long since) {
    List<Event> seen = new ArrayList<>();
    long last = since;
    while (seen.size() < 3 * WRITES) {
      try (EventStream stream = new EventStream(url() + "?kinds=policies&since=" + last)) {
        for (int i = 0; i < 7 && seen.size() < 3 * WRITES; i++) {
          Event event = stream.until(any -> !any.name().equals("bookmark")).getLast();
          seen.add(event);
          last = event.id();
        }
      }
    }
    return seen;
  }

  private static String url() {
    return RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/watch";
  }

  private static List<Integer> generations() {
    List<Integer> generations = new ArrayList<>();
    for (int i = 1; i <= WRITES; i++) {
      generations.add(i);
    }
    return generations;
  }
}
