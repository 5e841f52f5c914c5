package io.skerry.ui.shell;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.fleet.StatusGlyph;
import io.skerry.ui.map.Palette;
import io.skerry.ui.state.SearchIndex;
import io.skerry.ui.state.Selection;
import io.skerry.ui.text.Texts;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Finds a node or a cell by a few letters: arrows choose, Enter goes there.
final class SearchPalette extends VBox {

  private static final int MOST_HITS = 50;
  private static final double ROW = 36;
  private static final int ROWS = 9;
  private static final double WIDTH = 620;

  private final FleetViewModel fleet;
  private final Texts texts;
  private final Supplier<Palette> palette;
  private final TextField query = new TextField();
  private final ListView<SearchIndex.Hit> hits = new ListView<>();
  private final Consumer<Selection> chosen;

  SearchPalette(
      FleetViewModel fleet, Texts texts, Supplier<Palette> palette, Consumer<Selection> chosen) {
    this.fleet = fleet;
    this.texts = texts;
    this.palette = palette;
    this.chosen = chosen;
    setId("palette");
    getStyleClass().addAll("overlay-card", "palette");
    setMaxSize(WIDTH, USE_PREF_SIZE);
    query.setId("palette-query");
    query.setPromptText(texts.get("search.prompt"));
    query.textProperty().addListener(text -> search());
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    hits.setId("palette-hits");
    hits.setFixedCellSize(ROW);
    hits.setPrefHeight(ROW * ROWS + 2);
    hits.setFocusTraversable(false);
    hits.setCellFactory(list -> new Row());
    hits.setPlaceholder(new Label(texts.get("search.none")));
    hits.setOnMouseClicked(event -> choose());
    var help = new Label(texts.get("search.help"));
    help.getStyleClass().addAll("soft", "palette-help");
    getChildren().addAll(query, hits, help);
  }

  /// Starts an empty search.
  void open() {
    query.clear();
    search();
    query.requestFocus();
  }

  private void search() {
    hits.getItems().setAll(SearchIndex.find(fleet.image(), query.getText(), MOST_HITS));
    hits.getSelectionModel().selectFirst();
    hits.scrollTo(0);
  }

  private void pressed(KeyEvent event) {
    boolean ours = true;
    if (event.getCode() == KeyCode.DOWN) {
      hits.getSelectionModel().selectNext();
    } else if (event.getCode() == KeyCode.UP) {
      hits.getSelectionModel().selectPrevious();
    } else if (event.getCode() == KeyCode.ENTER) {
      choose();
    } else {
      ours = false;
    }
    if (ours) {
      hits.scrollTo(Math.max(0, hits.getSelectionModel().getSelectedIndex() - ROWS + 1));
      event.consume();
    }
  }

  private void choose() {
    SearchIndex.Hit hit = hits.getSelectionModel().getSelectedItem();
    if (hit != null) {
      chosen.accept(hit.target());
    }
  }

  private final class Row extends ListCell<SearchIndex.Hit> {
    private final StatusGlyph glyph = new StatusGlyph();
    private final Label title = new Label();
    private final Label details = new Label();
    private final Label kind = new Label();
    private final HBox content;

    Row() {
      title.getStyleClass().add("strong");
      title.setMinWidth(USE_PREF_SIZE);
      details.getStyleClass().add("soft");
      kind.getStyleClass().add("soft");
      kind.setMinWidth(USE_PREF_SIZE);
      var gap = new Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      content = new HBox(10, glyph, title, details, gap, kind);
      content.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(SearchIndex.Hit hit, boolean empty) {
      super.updateItem(hit, empty);
      if (empty || hit == null) {
        setGraphic(null);
        return;
      }
      title.setText(hit.title());
      details.setText(hit.details());
      kind.setText(hit.state().map(texts::state).orElseGet(() -> texts.get("search.cell")));
      glyph.setVisible(hit.state().isPresent());
      hit.state().ifPresent(state -> glyph.show(state, palette.get(), Palette.Freshness.LIVE));
      setGraphic(content);
    }
  }
}
