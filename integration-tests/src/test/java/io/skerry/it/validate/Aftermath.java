package io.skerry.it.validate;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.it.cluster.Site;
import io.skerry.it.traffic.WriteStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What must be true of a site after a stream of writes, whatever happened to it meanwhile.
///
/// @param site where it was written
/// @param prefix of the written policies' names
public record Aftermath(Site site, String prefix) {

  private static final String PAGE = "?limit=1000";

  /// Every acknowledged write is stored as acknowledged, and nothing that was refused is.
  public void assertThatNothingIsLost(WriteStream stream) throws IOException, InterruptedException {
    Map<String, Long> stored = stored();
    assertThat(stored).containsAllEntriesOf(stream.acknowledged());
    Set<String> possible = new HashSet<>(stream.acknowledged().keySet());
    possible.addAll(stream.unknown());
    assertThat(possible).containsAll(stored.keySet());
  }

  /// Every node serves exactly the stored policies, under the digest that it must run.
  public void assertThatEveryNodeServesIt() {
    site.awaitWhole();
    for (String node : site.nodes()) {
      eventually(() -> assertThat(servedBy(node)).as(node).isEqualTo(stored().keySet()));
    }
  }

  /// The history names every stored policy once, with its revision, and nothing else.
  public void assertThatTheHistoryIsExact() {
    eventually(
        () -> {
          Map<String, Long> rows = new HashMap<>();
          for (JsonNode item : history()) {
            String name = item.path("resource").asText().replaceFirst(".*/", "");
            if (name.startsWith(prefix)) {
              assertThat(item.path("requestId").asText()).isEqualTo(name);
              assertThat(rows.put(name, item.path("revision").asLong()))
                  .as("another row of %s", name)
                  .isNull();
            }
          }
          assertThat(rows).isEqualTo(stored());
        });
  }

  /// Nodes were told generations that only ever count up, ending with the one that they must run.
  public void assertThatGenerationsCountUp() {
    for (String node : site.nodes()) {
      eventually(
          () -> {
            List<Long> generations = new ArrayList<>();
            for (JsonNode item : items("/api/v1/history" + PAGE + "&node=" + node)) {
              if (item.path("change").asText().equals("ref")) {
                generations.addFirst(item.path("generation").asLong());
              }
            }
            assertThat(generations).as(node).isSorted().doesNotHaveDuplicates();
            assertThat(generations.getLast())
                .isEqualTo(site.shown(node).at("/status/desired/generation").asLong());
          });
    }
  }

  /// Deletes what was written.
  public void tidyUp() throws IOException, InterruptedException {
    for (String name : stored().keySet()) {
      site.anyRest().delete("/api/v1/policies/" + name);
    }
  }

  /// The stored policies with their revisions.
  public Map<String, Long> stored() throws IOException, InterruptedException {
    Map<String, Long> stored = new HashMap<>();
    for (JsonNode policy : items("/api/v1/policies" + PAGE)) {
      String name = policy.at("/metadata/name").asText();
      if (name.startsWith(prefix)) {
        stored.put(name, policy.at("/metadata/resourceVersion").asLong());
      }
    }
    return stored;
  }

  private Set<String> servedBy(String node) throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode document : site.node(node).documents("policy/").values()) {
      if (document.path("name").asText().startsWith(prefix)) {
        names.add(document.path("name").asText());
      }
    }
    return names;
  }

  private List<JsonNode> history() throws IOException, InterruptedException {
    return items("/api/v1/history" + PAGE);
  }

  private List<JsonNode> items(String path) throws IOException, InterruptedException {
    Answer answer = site.anyRest().get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    List<JsonNode> items = new ArrayList<>();
    answer.body().path("items").forEach(items::add);
    return items;
  }
}
