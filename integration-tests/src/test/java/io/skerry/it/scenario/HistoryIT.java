package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The history may be away for as long as it likes: nothing waits for it, and nothing is missing in
/// it afterwards.
@ExtendWith(SharedCluster.class)
final class HistoryIT {

  @Test
  void writesGoOnWithoutTheDatabaseAndAreInTheHistoryAfterwards(Site site) throws Exception {
    site.cluster().kill(Cluster.POSTGRES);

    List<String> told = writeAndDelete(site, "no-database");
    assertThatHistorySaysItIsAway(site);
    site.awaitWhole();

    site.cluster().restart(Cluster.POSTGRES);
    eventually(() -> assertThat(history(site, "no-database")).isEqualTo(told));
  }

  @Test
  void aControlPlaneStartsServesAndLeadsWithoutADatabaseAndMigratesWhenThereIsOne(Site site)
      throws Exception {
    Cluster cluster = site.cluster();
    for (String replica : cluster.replicas()) {
      cluster.kill(replica);
    }
    forgetEverything(site);
    cluster.kill(Cluster.POSTGRES);

    for (String replica : cluster.replicas()) {
      cluster.restart(replica);
    }
    List<String> told = writeAndDelete(site, "late-database");
    assertThatHistorySaysItIsAway(site);
    site.awaitWhole();

    cluster.restart(Cluster.POSTGRES);
    eventually(() -> assertThat(history(site, "late-database")).isEqualTo(told));
  }

  /// Answers what the history must say, oldest first.
  private static List<String> writeAndDelete(Site site, String name) throws Exception {
    List<String> told = new ArrayList<>();
    String path = "/api/v1/policies/" + name;
    for (int i = 1; i <= 12; i++) {
      Answer written = site.rest().put(path, policy(name, i));
      assertThat(written.ok()).as("%s", written.body()).isTrue();
      told.add("%s %d".formatted(i == 1 ? "created" : "updated", i));
      eventually(() -> assertThat(site.desired("iad-1")).isNotEmpty());
    }
    assertThat(site.rest().delete(path).status()).isEqualTo(200);
    told.add("deleted 12");
    return told;
  }

  private static String policy(String name, int step) {
    return """
    apiVersion: skerry/v1
    kind: Policy
    metadata: {name: %s}
    spec: {service: asr, type: config, config: {step: %d}}
    """
        .formatted(name, step);
  }

  private static void assertThatHistorySaysItIsAway(Site site) throws Exception {
    Answer answer = site.rest().get("/api/v1/history?resource=policies/default/any");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("history-unavailable");
  }

  private static List<String> history(Site site, String name) throws Exception {
    Answer answer = site.rest().get("/api/v1/history?limit=1000&resource=policies/default/" + name);
    List<String> rows = new ArrayList<>();
    for (JsonNode item : answer.body().path("items")) {
      rows.addFirst(item.path("change").asText() + " " + item.path("generation").asText());
    }
    return rows;
  }

  private static void forgetEverything(Site site) throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:" + site.cluster().config().ports().postgres() + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema public cascade");
      statement.execute("create schema public");
    }
  }
}
