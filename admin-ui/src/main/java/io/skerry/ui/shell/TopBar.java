package io.skerry.ui.shell;

import io.skerry.ui.text.Texts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Which environment, is it live, and the way to everything: the colour band, the connection pill,
/// the search field.
final class TopBar extends VBox {

  private static final List<String> PILLS = List.of("pill-wait", "pill-live", "pill-off");

  private final ShellViewModel model;
  private final Texts texts;
  private final Label pill = new Label();
  private final Label replica = new Label();
  private final FontIcon themeIcon = new FontIcon(Feather.SUN);

  TopBar(
      ShellViewModel model,
      Texts texts,
      Environment environment,
      URI server,
      ShellActions actions) {
    this.model = model;
    this.texts = texts;
    getStyleClass().add("top-bar");
    var band = new Region();
    band.getStyleClass().addAll("env-band", environment.tone().styleClass());
    var product = new Label(texts.get("product"));
    product.getStyleClass().add("product");
    var name = new Label(environment.name());
    name.setId("environment");
    name.getStyleClass().addAll("env-name", environment.tone().styleClass());
    pill.setId("connection");
    pill.getStyleClass().add("pill");
    pill.setTooltip(new Tooltip(server.toString()));
    replica.getStyleClass().add("soft");
    var row =
        new HBox(
            12,
            product,
            name,
            pill,
            replica,
            spring(),
            searchButton(actions),
            iconButton(themeIcon, "theme", "theme.tip", actions.toggleTheme()),
            iconButton(
                new FontIcon(Feather.HELP_CIRCLE), "help", "help.tip", actions.showShortcuts()));
    row.getStyleClass().add("top-row");
    row.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(band, row);
  }

  private static Node spring() {
    var spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  private Button searchButton(ShellActions actions) {
    var words = new Label(texts.get("search.prompt"));
    var key = new Label(texts.get("search.key"));
    key.getStyleClass().add("key");
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var content = new HBox(8, new FontIcon(Feather.SEARCH), words, gap, key);
    content.setAlignment(Pos.CENTER_LEFT);
    var button = new Button();
    button.setId("search-button");
    button.setGraphic(content);
    button.getStyleClass().add("search-button");
    button.setAccessibleText(texts.get("search.prompt"));
    button.setOnAction(event -> actions.search().run());
    return button;
  }

  private Button iconButton(FontIcon icon, String id, String tipKey, Runnable action) {
    var button = new Button();
    button.setId(id);
    button.setGraphic(icon);
    button.getStyleClass().addAll("flat", "button-icon");
    button.setTooltip(new Tooltip(texts.get(tipKey)));
    button.setAccessibleText(texts.get(tipKey));
    button.setOnAction(event -> action.run());
    return button;
  }

  /// Shows the connection again; `now` is our clock.
  void refresh(Instant now) {
    pill.setText(ConnectionText.pill(model, texts, now));
    String wanted = ConnectionText.styleClass(model.connection(), now);
    if (!pill.getStyleClass().contains(wanted)) {
      pill.getStyleClass().removeAll(PILLS);
      pill.getStyleClass().add(wanted);
    }
    replica.setText(
        model
            .stats()
            .replica()
            .map(
                r ->
                    texts.get(
                        r.leader() ? "replica.leader" : "replica.follower",
                        r.name(),
                        r.leaderName()))
            .orElse(""));
  }

  /// The sign on the theme button: what a click brings.
  void showTheme(Theme theme) {
    themeIcon.setIconCode(theme == Theme.DARK ? Feather.SUN : Feather.MOON);
  }
}
