package io.skerry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Option;

/// The option that chooses how an answer is written whose table has a longer form.
public final class WideOutputOption {

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
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); all but table leave nothing out.")
  private Form form = Form.table;

  /// Writes the answer as it came, if that was asked for; says whether it was.
  public boolean wroteDocument(JsonNode answer, Shell shell) {
    switch (form) {
      case table, wide -> {
        return false;
      }
      case yaml -> Document.yaml(answer, shell);
      case json -> Document.json(answer, shell);
    }
    return true;
  }

  /// Whether nothing is to be left out.
  public boolean isWide() {
    return form != Form.table;
  }
}
