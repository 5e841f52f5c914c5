package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Option;

/// The option that chooses how a plan is written.
final class OutputOption {

  /// The forms of output, as typed.
  enum Form {
    table,
    wide,
    yaml,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); all but table name every node.")
  private Form form = Form.table;

  /// Writes the answer as it came, if that was asked for; says whether it was.
  boolean wroteDocument(JsonNode answer, Shell shell) {
    return switch (form) {
      case table, wide -> false;
      case yaml -> {
        shell.terminal().line("---\n" + Yaml.dump(answer).stripTrailing());
        yield true;
      }
      case json -> {
        shell.terminal().line(answer.toPrettyString());
        yield true;
      }
    };
  }

  /// How many nodes of a list are named.
  NodeNames names() {
    return switch (form) {
      case table -> NodeNames.FEW;
      case wide, yaml, json -> NodeNames.ALL;
    };
  }
}
