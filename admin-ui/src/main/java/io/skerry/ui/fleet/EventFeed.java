package io.skerry.ui.fleet;

import io.skerry.ui.state.Feed;
import io.skerry.ui.state.FeedEntry;
import io.skerry.ui.state.Filter;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The newest events on top. Scrolling away from the top pauses it; a chip then counts what is new
/// and goes back live. A click selects the node an event is about. While a filter is on, only
/// events of its nodes are listed.
final class EventFeed extends VBox {

  private static final double ROW = 26;

  private final ScreenContext context;
  private final ListView<FeedEntry> list = new ListView<>();
  private final Button chip = new Button();
  private final Label empty = new Label();
  private long shownVersion = -1;
  private Filter shownFilter = Filter.NONE;

  EventFeed(ScreenContext context) {
    this.context = context;
    getStyleClass().addAll("panel", "feed");
    var title = new Label(context.texts().get("feed.title"));
    title.getStyleClass().add("panel-title");
    chip.setId("feed-chip");
    chip.getStyleClass().add("chip");
    chip.setOnAction(event -> goLive());
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    var head = new HBox(8, title, gap, chip);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("panel-head");
    list.setId("feed");
    list.setFixedCellSize(ROW);
    list.setMinHeight(0);
    list.setCellFactory(view -> new Line());
    list.setPlaceholder(empty);
    list.addEventFilter(ScrollEvent.ANY, event -> Platform.runLater(this::scrolled));
    list.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> Platform.runLater(this::scrolled));
    list.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> clicked());
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(head, list);
  }

  private void clicked() {
    FeedEntry entry = list.getSelectionModel().getSelectedItem();
    if (entry != null) {
      entry.node().ifPresent(name -> context.model().select(new Selection.OfNode(name)));
      context.changed().run();
    }
  }

  /// Away from the top the feed stands still; back at the top it goes on.
  private void scrolled() {
    Feed feed = context.model().feed();
    boolean away =
        list.lookup(".scroll-bar:vertical") instanceof ScrollBar bar
            && bar.isVisible()
            && bar.getValue() > bar.getMin();
    if (away && !feed.paused()) {
      feed.pause();
      context.changed().run();
    } else if (!away && feed.paused()) {
      goLive();
    }
  }

  private void goLive() {
    context.model().feed().resume();
    list.scrollTo(0);
    context.changed().run();
  }

  /// Shows the feed again if it or the filter changed.
  void refresh() {
    Feed feed = context.model().feed();
    chip.setVisible(feed.paused());
    chip.setText(context.texts().get("feed.waiting", feed.waiting()));
    Filter filter = context.model().filter();
    empty.setText(context.texts().get(filter.active() ? "feed.empty.filter" : "feed.empty"));
    if (shownVersion != feed.version() || !shownFilter.equals(filter)) {
      boolean frozen = feed.paused() && shownFilter.equals(filter) && shownVersion >= 0;
      shownVersion = feed.version();
      shownFilter = filter;
      if (!frozen) {
        list.getItems().setAll(filtered(feed.entries(), filter));
      }
    }
  }

  /// Draws the marks again, in new colours.
  void restyle() {
    list.refresh();
  }

  private List<FeedEntry> filtered(List<FeedEntry> entries, Filter filter) {
    if (!filter.active()) {
      return entries;
    }
    return entries.stream()
        .filter(entry -> node(entry).filter(filter::accepts).isPresent())
        .toList();
  }

  private Optional<NodeView> node(FeedEntry entry) {
    return entry.node().flatMap(context.model().image()::node);
  }

  private final class Line extends ListCell<FeedEntry> {
    private final Label time = new Label();
    private final StatusGlyph glyph = new StatusGlyph();
    private final Label words = new Label();
    private final HBox content = new HBox(8, time, glyph, words);

    Line() {
      time.getStyleClass().addAll("soft", "time");
      time.setMinWidth(USE_PREF_SIZE);
      content.setAlignment(Pos.CENTER_LEFT);
      content.setMinWidth(0);
      setPrefWidth(0);
      HBox.setHgrow(words, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(FeedEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setGraphic(null);
        return;
      }
      time.setText(context.texts().clock(entry.at()));
      words.setText(FeedText.of(entry, context.texts()));
      Optional<NodeState> state = FeedText.state(entry);
      glyph.setVisible(state.isPresent());
      state.ifPresent(
          found ->
              glyph.show(found, context.palette().get(), io.skerry.ui.map.Palette.Freshness.LIVE));
      setGraphic(content);
    }
  }
}
