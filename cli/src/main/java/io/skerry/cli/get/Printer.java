package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.kind.Columns;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Table;
import io.skerry.cli.shell.Shell;
import java.util.List;

/// Writes resources in the form asked for.
sealed interface Printer {

  /// Writes what is there now.
  void all(Listing listing, JsonNode whole);

  /// Writes one resource that changed.
  void changed(JsonNode resource);

  /// Writes that a resource is no longer among those asked for.
  void left(JsonNode resource);

  /// Writes that a resource is gone.
  void deleted(JsonNode resource);

  /// Rows under column names; changes add rows.
  final class AsTable implements Printer {
    private final Shell shell;
    private final Columns columns;
    private final Table table;
    private boolean headed;

    AsTable(Shell shell, Columns columns) {
      this.shell = shell;
      this.columns = columns;
      this.table = new Table(columns.titles());
      // What stays in place when a node changes its state.
      table.fit(List.of(columns.widest()));
    }

    @Override
    public void all(Listing listing, JsonNode whole) {
      List<List<Cell>> rows =
          listing.items().stream().map(item -> columns.row(item, shell.clock().instant())).toList();
      table.fit(rows);
      if (rows.isEmpty()) {
        shell.terminal().note("none found");
        return;
      }
      rows.forEach(this::print);
    }

    @Override
    public void changed(JsonNode resource) {
      List<Cell> row = columns.row(resource, shell.clock().instant());
      table.fit(List.of(row));
      print(row);
    }

    @Override
    public void left(JsonNode resource) {
      shell.terminal().line(resource.at("/metadata/name").asText() + "   matches no longer");
    }

    @Override
    public void deleted(JsonNode resource) {
      shell.terminal().line(resource.at("/metadata/name").asText() + "   deleted");
    }

    private void print(List<Cell> row) {
      if (!headed) {
        shell.terminal().line(table.headerLine());
        headed = true;
      }
      shell.terminal().line(table.line(row, shell.terminal().coloured()));
    }
  }

  /// Whole documents.
  final class AsDocuments implements Printer {
    /// How a document is written.
    enum Format {
      YAML,
      JSON
    }

    private final Shell shell;
    private final Format format;

    AsDocuments(Shell shell, Format format) {
      this.shell = shell;
      this.format = format;
    }

    @Override
    public void all(Listing listing, JsonNode whole) {
      print(whole);
    }

    @Override
    public void changed(JsonNode resource) {
      print(resource);
    }

    @Override
    public void left(JsonNode resource) {
      print(resource);
    }

    @Override
    public void deleted(JsonNode resource) {
      print(resource);
    }

    private void print(JsonNode document) {
      switch (format) {
        case JSON -> shell.terminal().line(document.toPrettyString());
        case YAML -> shell.terminal().line("---\n" + Yaml.dump(document).stripTrailing());
      }
    }
  }
}
