package io.skerry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Option;

/// The option that chooses how an answer is written.
public final class OutputOption {

  /// The forms of output, as typed.
  enum Form {
    table,
    yaml,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Form form = Form.table;

  /// Writes the answer as it came, if that was asked for; says whether it was.
  public boolean wroteDocument(JsonNode answer, Shell shell) {
    switch (form) {
      case table -> {
        return false;
      }
      case yaml -> Document.yaml(answer, shell);
      case json -> Document.json(answer, shell);
    }
    return true;
  }
}
