package io.skerry.bench.soak.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The local API of one agent, wherever it listens at the moment.
///
/// @param name the node
/// @param address where it listens; changes when the agent is restarted
public record NodeApi(String name, Supplier<String> address) {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /// What a node serves.
  ///
  /// @param snapshot digest of the snapshot
  /// @param generation of the ref that asked for it
  /// @param link how the node stands with the store
  public record Served(String snapshot, long generation, String link) {}

  /// What it serves; empty when it does not answer or serves nothing yet.
  public Optional<Served> served() throws InterruptedException {
    try {
      Answer answer = get("/v1/snapshot");
      return answer.ok()
          ? Optional.of(
              new Served(
                  answer.text("/snapshot"),
                  answer.body().path("generation").asLong(),
                  answer.text("/link")))
          : Optional.empty();
    } catch (IOException down) {
      return Optional.empty();
    }
  }

  /// The digest of the snapshot it serves; empty when it serves none.
  public String digest() throws InterruptedException {
    return served().map(Served::snapshot).orElse("");
  }

  /// The documents it serves under a prefix, by entry name.
  public Map<String, JsonNode> documents(String prefix) throws IOException, InterruptedException {
    Map<String, JsonNode> documents = new TreeMap<>();
    get("/v1/config?prefix=" + prefix)
        .body()
        .path("entries")
        .forEach(entry -> documents.put(entry.path("name").asText(), entry.path("document")));
    return documents;
  }

  /// One call.
  public Answer get(String path) throws IOException, InterruptedException {
    return new Rest(address.get(), TIMEOUT).get(path);
  }
}
