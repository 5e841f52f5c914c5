package io.skerry.it.rules.planted.control.api;

import io.skerry.it.rules.planted.agent.runtime.PlantedMarker;
import io.skerry.it.rules.planted.control.history.PlantedRow;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.EntityGraph;

/// An edge that knows too much.
public final class PlantedApi {
  record KnowsAgent(PlantedMarker agent) {}

  record LeaksRow(PlantedRow row) {}

  record Queries(EntityGraph<PlantedRow> graph) {}

  static final class Waits {
    String answer(Uni<String> pending) {
      return pending.await().indefinitely();
    }
  }
}
