package io.skerry.bench.rollout;

import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Rest;
import java.io.IOException;
import java.time.Duration;

/// What an operator does over REST.
final class Operation {

  private static final int BUNDLE = 100;
  private static final int CELLS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Rest rest;

  Operation(String server) {
    this.rest = new Rest(server, Duration.ofSeconds(60));
  }

  /// Declares cells and policies before there are nodes, so that nothing has to be moved.
  void declare(int policies) throws IOException, InterruptedException {
    StringBuilder bundle = new StringBuilder();
    for (int cell = 0; cell < CELLS; cell++) {
      bundle.append(
          "---\n{apiVersion: skerry/v1, kind: Cell, metadata: {name: cell-%d}, spec: {cloud: %s, region: region-%d}}\n"
              .formatted(cell, cell % 2 == 0 ? "aws" : "gcp", cell));
    }
    apply(bundle.toString());
    for (int from = 0; from < policies; from += BUNDLE) {
      bundle.setLength(0);
      for (int i = from; i < Math.min(policies, from + BUNDLE); i++) {
        bundle.append("---\n").append(policy("policy-" + i, "first", where(i), "standard"));
      }
      apply(bundle.toString());
    }
  }

  /// Declares nodes.
  void nodes(int count) throws IOException, InterruptedException {
    for (int from = 0; from < count; from += BUNDLE) {
      StringBuilder bundle = new StringBuilder();
      for (int i = from; i < Math.min(count, from + BUNDLE); i++) {
        bundle.append(
            "---\n{apiVersion: skerry/v1, kind: Node, metadata: {name: %s}, spec: {cell: cell-%d}}\n"
                .formatted(name(i), i % CELLS));
      }
      apply(bundle.toString());
    }
  }

  static String name(int node) {
    return "node-%05d".formatted(node);
  }

  private static String where(int policy) {
    return policy % 10 == 0
        ? ""
        : ", placement: {where: 'region == \"region-%d\"'}".formatted(policy % CELLS);
  }

  static String policy(String name, String value, String placement, String strategy) {
    return "{apiVersion: skerry/v1, kind: Policy, metadata: {name: %s}, spec: {service: s, type: config, strategy: %s, config: {value: %s}%s}}\n"
        .formatted(name, strategy, value, placement);
  }

  /// Changes a policy of every node, by the strategy `fast`.
  ///
  /// @return the rollout that this made
  String change(String value) throws IOException, InterruptedException {
    return accepted(rest.post("/api/v1/apply", policy("policy-0", value, "", "fast")))
        .text("/rollouts/0/name");
  }

  /// What a change of a policy of every node would do.
  Answer plan(String value) throws IOException, InterruptedException {
    return accepted(rest.post("/api/v1/plan", policy("policy-0", value, "", "standard")));
  }

  /// Waits until a rollout is in a phase.
  void await(String rollout, String phase) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer last = accepted(rest.get("/api/v1/rollouts/" + rollout));
    while (!last.text("/status/phase").equals(phase)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            rollout + " is " + last.text("/status/phase") + ": " + last.text("/status/reason"));
      }
      Thread.sleep(PAUSE);
      last = accepted(rest.get("/api/v1/rollouts/" + rollout));
    }
  }

  private void apply(String bundle) throws IOException, InterruptedException {
    Answer _ = accepted(rest.post("/api/v1/apply?allowShrink=true", bundle));
  }

  private static Answer accepted(Answer answer) throws IOException {
    if (!answer.ok()) {
      throw new IOException(answer.status() + " " + answer.body());
    }
    return answer;
  }
}
