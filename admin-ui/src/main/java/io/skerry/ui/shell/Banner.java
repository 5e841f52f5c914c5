package io.skerry.ui.shell;

import io.skerry.ui.state.Connection;
import io.skerry.ui.text.Texts;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Strips under the top bar: offline with the age of what is shown, and the note about a gap.
final class Banner extends VBox {

  private final ShellViewModel model;
  private final Texts texts;
  private final Label offlineWords = new Label();
  private final Label noteWords = new Label();
  private final HBox offline;
  private final HBox note;

  Banner(ShellViewModel model, Texts texts, ShellActions actions) {
    this.model = model;
    this.texts = texts;
    offline =
        strip(
            "offline-banner",
            new FontIcon(Feather.CLOUD_OFF),
            offlineWords,
            button(texts.get("banner.retry"), "retry", actions.retry()));
    note =
        strip(
            "gap-note",
            new FontIcon(Feather.INFO),
            noteWords,
            button(texts.get("note.dismiss"), "dismiss-note", actions.dismissNote()));
    getChildren().addAll(offline, note);
  }

  private static Button button(String words, String id, Runnable action) {
    var button = new Button(words);
    button.setId(id);
    button.getStyleClass().add("small");
    button.setOnAction(event -> action.run());
    return button;
  }

  private static HBox strip(String id, FontIcon icon, Label words, Button button) {
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    words.setMinWidth(0);
    button.setMinWidth(USE_PREF_SIZE);
    var strip = new HBox(10, icon, words, gap, button);
    strip.setId(id);
    strip.setAlignment(Pos.CENTER_LEFT);
    strip.getStyleClass().addAll("banner", id);
    return strip;
  }

  /// Shows what there is to say; `now` is our clock.
  void refresh(Instant now) {
    if (model.connection() instanceof Connection.Offline down) {
      offlineWords.setText(ConnectionText.banner(down, texts, now));
      show(offline, true);
    } else {
      show(offline, false);
    }
    model
        .note()
        .ifPresent(
            found ->
                noteWords.setText(texts.get("note.gap", found.since(), texts.clock(found.at()))));
    show(note, model.note().isPresent());
  }

  private static void show(HBox strip, boolean wanted) {
    strip.setVisible(wanted);
    strip.setManaged(wanted);
  }
}
