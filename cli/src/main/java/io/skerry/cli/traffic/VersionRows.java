package io.skerry.cli.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Cell;
import java.util.ArrayList;
import java.util.List;

/// One row for each version of each service.
final class VersionRows {

  static final List<String> TITLES =
      List.of(
          "tenant",
          "service",
          "version",
          "wanted",
          "seen",
          "req/s",
          "errors",
          "p50",
          "p99",
          "marked",
          "markers lost");

  private VersionRows() {}

  static List<List<Cell>> of(JsonNode answer) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode service : answer.path("services")) {
      for (JsonNode version : service.path("versions")) {
        rows.add(
            List.of(
                Cell.of(service.path("tenant").asText()),
                Cell.of(service.path("service").asText()),
                Cell.of(version.path("version").asText()),
                Cell.of(
                    version.has("shareWanted")
                        ? Figures.share(version.path("shareWanted").asDouble())
                        : "-"),
                Cell.of(Figures.share(version.path("shareSeen").asDouble())),
                Cell.of(Figures.number(version.path("requestsPerSecond").asDouble())),
                Cell.of(Figures.share(version.path("errorRate").asDouble())),
                Cell.of(Figures.millis(version.path("p50Millis").asDouble())),
                Cell.of(Figures.millis(version.path("p99Millis").asDouble())),
                Cell.of(Figures.share(version.path("markedShare").asDouble())),
                Cell.of(version.path("markersLost").asText())));
      }
    }
    return rows;
  }
}
