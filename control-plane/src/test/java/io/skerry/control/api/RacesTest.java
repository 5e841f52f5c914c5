package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.skerry.control.runtime.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Writers that meet: versions decide who wins, and nobody's write is lost silently.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class RacesTest {

  private static final int WRITERS = 8;

  @Test
  void ofWritersWithTheSameVersionExactlyOneWins() throws Exception {
    String version = Rest.accepted("policies/race", Docs.policy("race", 0));

    List<Integer> statuses =
        together(
            writer ->
                Rest.json(Docs.policy("race", writer + 1))
                    .header("If-Match", "\"" + version + "\"")
                    .put("/api/v1/policies/race")
                    .statusCode());

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses.stream().filter(status -> status == 412)).hasSize(WRITERS - 1);
    Rest.get("policies/race").then().body("metadata.generation", equalTo(2));
  }

  @Test
  void ofCreatorsThatDemandAbsenceExactlyOneWins() throws Exception {
    List<Integer> statuses =
        together(
            writer ->
                Rest.json(Docs.policy("born", writer))
                    .header("If-None-Match", "*")
                    .put("/api/v1/policies/born")
                    .statusCode());

    assertThat(statuses).containsOnlyOnce(201);
    assertThat(statuses.stream().filter(status -> status == 412)).hasSize(WRITERS - 1);
  }

  @Test
  void writersWithoutDemandsAllSucceedOneAfterTheOther() throws Exception {
    Rest.accepted("policies/queue", Docs.policy("queue", 0));

    List<Integer> statuses =
        together(
            writer -> Rest.put("policies/queue", Docs.policy("queue", writer + 1)).statusCode());

    assertThat(statuses).containsOnly(200);
    Rest.get("policies/queue").then().body("metadata.generation", equalTo(WRITERS + 1));
  }

  @Test
  void aReferenceNeverDanglesWhenItsTargetIsDeletedMeanwhile() throws Exception {
    for (int round = 0; round < 10; round++) {
      String cell = "dangle-" + round;
      Rest.accepted("cells/" + cell, Docs.cell(cell));

      List<Integer> statuses =
          together(
              writer ->
                  writer == 0
                      ? given().delete("/api/v1/cells/" + cell).statusCode()
                      : Rest.put(
                              "nodes/" + cell + "-" + writer, Docs.node(cell + "-" + writer, cell))
                          .statusCode());

      boolean deleted = statuses.getFirst() == 200;
      assertThat(statuses.subList(1, WRITERS)).containsOnly(deleted ? 422 : 201);
      Rest.get("cells/" + cell).then().statusCode(deleted ? 404 : 200);
    }
  }

  /// Runs one call per writer at the same moment.
  private static List<Integer> together(Call call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        Callable<Integer> task =
            () -> {
              start.await();
              return call.by(writer);
            };
        answers.add(threads.submit(task));
      }
      start.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get(20, TimeUnit.SECONDS));
      }
      return statuses;
    }
  }

  private interface Call {
    int by(int writer);
  }
}
