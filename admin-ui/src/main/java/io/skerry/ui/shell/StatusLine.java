package io.skerry.ui.shell;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.state.Filter;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.StreamStats;
import io.skerry.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The bottom line: the active filter, how the stream flows, when something last arrived.
final class StatusLine extends HBox {

  private final ShellViewModel shell;
  private final FleetViewModel fleet;
  private final Texts texts;
  private final Button filter = new Button();
  private final Label size = new Label();
  private final Label lag = new Label();
  private final Label rate = new Label();
  private final Label refreshed = new Label();

  StatusLine(ShellViewModel shell, FleetViewModel fleet, Texts texts, Runnable changed) {
    super(18);
    this.shell = shell;
    this.fleet = fleet;
    this.texts = texts;
    getStyleClass().add("status-line");
    setAlignment(Pos.CENTER_LEFT);
    filter.setId("active-filter");
    filter.getStyleClass().add("chip");
    filter.setOnAction(
        event -> {
          fleet.clearFilter();
          changed.run();
        });
    var gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(size, filter, gap, rate, lag, refreshed);
  }

  /// Shows everything again; `now` is our clock.
  void refresh(Instant now) {
    StreamStats stats = shell.stats();
    var image = fleet.image();
    size.setText(texts.get("status.size", image.nodes().size(), image.cells().size()));
    filter.setVisible(fleet.filter().active());
    filter.setManaged(fleet.filter().active());
    filter.setText(texts.get("status.filter", words(fleet.filter()), accepted(fleet.filter())));
    rate.setText(texts.get("status.rate", texts.decimal(stats.eventsPerSecond(now))));
    lag.setText(texts.get("status.lag", stats.lag().map(this::lagWords).orElse("–")));
    refreshed.setText(
        stats
            .lastRefresh()
            .map(at -> texts.get("status.refresh", texts.clock(at), texts.ago(at, now)))
            .orElse(texts.get("status.refresh.never")));
  }

  private String lagWords(Duration length) {
    return length.toMillis() < 1 ? texts.get("status.lag.small") : texts.fine(length);
  }

  private long accepted(Filter active) {
    return fleet.image().nodes().values().stream()
        .filter((NodeView n) -> active.accepts(n))
        .count();
  }

  private String words(Filter active) {
    String states =
        new TreeSet<NodeState>(active.states())
            .stream().map(texts::state).collect(Collectors.joining(", "));
    return active.label().isEmpty() || states.isEmpty()
        ? active.label() + states
        : active.label() + ", " + states;
  }
}
