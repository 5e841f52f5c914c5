package io.skerry.bench.soak;

import io.skerry.bench.soak.Operation.Outcome;
import io.skerry.bench.soak.Operation.Verb;
import io.skerry.bench.soak.cluster.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Writes at random until told to stop, as a careful client would: each write is sent once, and one
/// without a clear answer is read back.
final class WritingClient {

  private static final int READ_BACKS = 40;
  private static final Duration READ_BACK_PAUSE = Duration.ofMillis(250);
  private static final String DOCUMENT =
      """
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: %s}
      spec: {service: soak, type: config, config: {marker: %s}}
      """;

  private final String name;
  private final SoakPlan plan;
  private final Replicas replicas;
  private final Ledger ledger;
  private final RandomGenerator random;
  private int count;

  WritingClient(
      String name, SoakPlan plan, Replicas replicas, Ledger ledger, RandomGenerator random) {
    this.name = name;
    this.plan = plan;
    this.replicas = replicas;
    this.ledger = ledger;
    this.random = random;
  }

  /// How a write is meant.
  private enum Manner {
    CREATE,
    UPDATE,
    REPLACE,
    DELETE
  }

  void run(BooleanSupplier over) throws InterruptedException {
    Manner[] manners = Manner.values();
    while (!over.getAsBoolean()) {
      write(plan.key(random.nextInt(plan.keys())), manners[random.nextInt(manners.length)]);
      Thread.sleep(random.nextLong(2 * plan.pause().toMillis()));
    }
  }

  private void write(String key, Manner manner) throws InterruptedException {
    count++;
    String id = plan.keyPrefix() + name + "-" + count;
    Verb verb = manner == Manner.DELETE ? Verb.DELETE : Verb.PUT;
    Map<String, String> headers = new HashMap<>(Map.of("X-Request-Id", id));
    switch (manner) {
      case CREATE -> headers.put("If-None-Match", "*");
      case UPDATE -> version(key).ifPresent(etag -> headers.put("If-Match", etag));
      case REPLACE, DELETE -> {}
    }
    ledger.add(new Operation(id, key, verb, outcome(id, key, verb, headers)));
  }

  private Outcome outcome(String id, String key, Verb verb, Map<String, String> headers)
      throws InterruptedException {
    String document = verb == Verb.PUT ? DOCUMENT.formatted(key, id) : "";
    try {
      Answer answer = replicas.current().send(verb.name(), path(key), document, headers);
      return judged(id, key, verb, answer);
    } catch (ConnectException | HttpConnectTimeoutException notSent) {
      failOver();
      return new Outcome.Refused("not connected");
    } catch (IOException lost) {
      failOver();
      return readBack(id, key, verb, lost.getClass().getSimpleName());
    }
  }

  private Outcome judged(String id, String key, Verb verb, Answer answer)
      throws InterruptedException {
    if (answer.ok()) {
      ledger.answered();
      return new Outcome.Acknowledged(
          answer.revision(), answer.body().at("/metadata/generation").asLong());
    }
    String why = answer.status() + " " + answer.code();
    if (answer.status() < 500) {
      ledger.answered();
      return new Outcome.Refused(why);
    }
    failOver();
    return answer.code().equals("store-unavailable")
        ? new Outcome.Refused(why)
        : readBack(id, key, verb, why);
  }

  /// What is there proves a write that is still there; anything else proves nothing.
  private Outcome readBack(String id, String key, Verb verb, String why)
      throws InterruptedException {
    for (int i = 0; i < READ_BACKS; i++) {
      Optional<Answer> found = read(key);
      if (found.isPresent()) {
        Answer there = found.get();
        return verb == Verb.PUT && there.text("/spec/config/marker").equals(id)
            ? new Outcome.Acknowledged(
                there.revision(), there.body().at("/metadata/generation").asLong())
            : new Outcome.Unknown(why);
      }
      Thread.sleep(READ_BACK_PAUSE);
    }
    return new Outcome.Unknown(why);
  }

  private Optional<String> version(String key) throws InterruptedException {
    return read(key).map(answer -> answer.header("ETag")).filter(etag -> !etag.isEmpty());
  }

  /// The policy or its absence; empty when nobody could tell.
  private Optional<Answer> read(String key) throws InterruptedException {
    try {
      Answer answer = replicas.current().get(path(key));
      if (answer.status() < 500) {
        ledger.answered();
        return Optional.of(answer);
      }
    } catch (IOException down) {
      // The next control plane may know.
    }
    failOver();
    return Optional.empty();
  }

  private void failOver() throws InterruptedException {
    replicas.next();
    Thread.sleep(random.nextLong(50, 150));
  }

  private static String path(String key) {
    return "/api/v1/policies/" + key;
  }
}
