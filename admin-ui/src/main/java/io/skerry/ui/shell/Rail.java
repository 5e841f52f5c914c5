package io.skerry.ui.shell;

import io.skerry.ui.text.Texts;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The screens. Only those that exist are listed.
final class Rail extends VBox {

  Rail(Texts texts) {
    getStyleClass().add("rail");
    var fleet = new ToggleButton();
    fleet.setId("rail-fleet");
    var word = new Label(texts.get("screen.fleet"));
    var content = new VBox(3, new FontIcon(Feather.GLOBE), word);
    content.getStyleClass().add("rail-content");
    fleet.setGraphic(content);
    fleet.getStyleClass().add("rail-button");
    fleet.setSelected(true);
    fleet.setTooltip(new Tooltip(texts.get("screen.fleet.tip")));
    fleet.setOnAction(event -> fleet.setSelected(true));
    getChildren().add(fleet);
  }
}
