package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Problem;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A status on its way to the store.
///
/// @param status what is to be written
/// @param attempt how often it was tried before
/// @param done completes empty once it is durable, else with the reason why it is not
record StatusWrite(NodeStatus status, int attempt, CompletableFuture<Optional<Problem>> done) {

  static StatusWrite of(NodeStatus status) {
    return new StatusWrite(status, 0, new CompletableFuture<>());
  }

  ResourceName node() {
    return status.node();
  }

  StatusWrite again() {
    return new StatusWrite(status, attempt + 1, done);
  }
}
