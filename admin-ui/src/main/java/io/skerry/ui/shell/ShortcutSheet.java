package io.skerry.ui.shell;

import io.skerry.ui.text.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// All keys on one sheet.
final class ShortcutSheet extends VBox {

  private static final List<String> KEYS =
      List.of("search", "mode", "filter", "zoom", "world", "theme", "retry", "help", "escape");
  private static final double KEY_WIDTH = 130;
  private static final double WIDTH = 520;

  ShortcutSheet(Texts texts) {
    setId("shortcuts");
    getStyleClass().addAll("overlay-card", "sheet");
    setMaxSize(WIDTH, USE_PREF_SIZE);
    var title = new Label(texts.get("keys.title"));
    title.getStyleClass().add("side-title");
    var grid = new GridPane();
    grid.getStyleClass().add("keys");
    grid.getColumnConstraints().add(new ColumnConstraints(KEY_WIDTH));
    int row = 0;
    for (String key : KEYS) {
      var sign = new Label(texts.get("keys." + key + ".key"));
      sign.getStyleClass().add("key");
      var words = new Label(texts.get("keys." + key));
      words.setWrapText(true);
      grid.addRow(row++, sign, words);
    }
    getChildren().addAll(title, grid);
  }
}
