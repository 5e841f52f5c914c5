package io.skerry.it.rules.planted.cli;

import io.skerry.it.rules.planted.schema.model.Ref;
import javafx.scene.Node;

final class PlantedCommand {
  record KnowsSchema(Ref ref) {}

  record Draws(Node node) {}
}
