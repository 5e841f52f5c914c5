package io.skerry.ui.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Cards above everything else, at most one of each; a click beside them or Esc closes the
/// top-most.
final class Overlays extends StackPane {

  private static final double FROM_TOP = 84;

  private final Deque<Region> open = new ArrayDeque<>();

  Overlays() {
    getStyleClass().add("overlays");
    setId("overlays");
    setVisible(false);
    setOnMousePressed(
        event -> {
          if (event.getTarget() == this) {
            closeTopMost();
          }
        });
  }

  /// Opens a card on top; one that is open already comes to the top.
  void open(Region card) {
    open.remove(card);
    open.push(card);
    StackPane.setAlignment(card, Pos.TOP_CENTER);
    StackPane.setMargin(card, new Insets(FROM_TOP, 0, 0, 0));
    show();
  }

  /// Closes the card on top.
  ///
  /// @return false when none was open
  boolean closeTopMost() {
    if (open.isEmpty()) {
      return false;
    }
    open.pop();
    show();
    return true;
  }

  private void show() {
    getChildren().setAll(open.reversed());
    setVisible(!open.isEmpty());
  }
}
