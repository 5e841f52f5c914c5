package io.skerry.it.rules.planted.ui;

import io.skerry.it.rules.planted.schema.model.Ref;
import javafx.scene.Node;
import picocli.CommandLine;

final class PlantedConsole {
  record KnowsSchema(Ref ref) {}

  record Parses(CommandLine line) {}

  record LeakyViewModel(Node node) {}
}
