package io.skerry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.shell.Shell;

/// Writes answers of the API as they came.
final class Document {

  private Document() {}

  static void yaml(JsonNode answer, Shell shell) {
    shell.terminal().line("---\n" + Yaml.dump(answer).stripTrailing());
  }

  static void json(JsonNode answer, Shell shell) {
    shell.terminal().line(answer.toPrettyString());
  }
}
