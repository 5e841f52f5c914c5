package io.skerry.ui.fleet;

import io.skerry.ui.state.CopyText;
import io.skerry.ui.state.Selection;
import java.net.URI;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;

/// Copies the selected object as YAML, as an HTTP call or as a command.
final class CopyBar extends HBox {

  private final ScreenContext context;
  private final Label done = new Label();
  private Selection shown = new Selection.None();

  CopyBar(ScreenContext context, URI server) {
    super(6);
    this.context = context;
    getStyleClass().add("copy-bar");
    var title = new Label(context.texts().get("copy.as"));
    title.getStyleClass().add("soft");
    done.getStyleClass().add("soft");
    getChildren()
        .addAll(
            title,
            button("yaml", "YAML", () -> CopyText.yaml(document())),
            button("curl", "cURL", () -> CopyText.curl(server, shown)),
            button("cli", "CLI", () -> CopyText.command(shown)),
            done);
  }

  private Button button(String id, String title, Supplier<String> text) {
    var button = new Button(title);
    button.setId("copy-" + id);
    button.getStyleClass().add("small");
    button.setOnAction(
        event -> {
          var content = new ClipboardContent();
          content.putString(text.get());
          Clipboard.getSystemClipboard().setContent(content);
          done.setText(context.texts().get("copy.done", title));
        });
    return button;
  }

  /// What the buttons copy.
  void show(Selection selection) {
    if (!selection.equals(shown)) {
      shown = selection;
      done.setText("");
    }
  }

  private String document() {
    return switch (shown) {
      case Selection.None none -> "";
      case Selection.OfNode(var name) ->
          context.model().image().node(name).map(node -> node.source().json()).orElse("");
      case Selection.OfCell(var name) -> context.model().image().cell(name).source().json();
    };
  }
}
