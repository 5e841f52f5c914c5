package io.skerry.ui.shell;

import io.skerry.ui.fleet.FleetView;
import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.fleet.ScreenContext;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Selection;
import io.skerry.ui.text.Texts;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The whole window: bars around the Fleet screen, overlays above, and the keys. Lives on the
/// drawing thread.
public final class ShellView extends StackPane {

  private static final PseudoClass OFFLINE = PseudoClass.getPseudoClass("offline");
  private static final double ZOOM_STEP = 1.5;
  private static final String STYLES = "/io/skerry/ui/theme/console.css";

  private static final List<NodeState> STATES = List.of(NodeState.values());

  private final Setting setting;
  private final FleetView fleetView;
  private final TopBar topBar;
  private final Banner banner;
  private final StatusLine statusLine;
  private final Overlays overlays = new Overlays();
  private final SearchPalette palette;
  private final ShortcutSheet shortcuts;
  private Theme theme;

  /// What the window is about.
  ///
  /// @param retry tries to connect at once
  /// @param selected runs after the user selected something
  public record Setting(
      Models models,
      Texts texts,
      Environment environment,
      URI server,
      InstantSource clock,
      Runnable retry,
      Runnable selected) {}

  /// The two view models.
  public record Models(ShellViewModel shell, FleetViewModel fleet) {}

  public ShellView(Setting setting, Theme theme) {
    this.setting = setting;
    this.theme = theme;
    Texts texts = setting.texts();
    ShellViewModel shell = setting.models().shell();
    FleetViewModel fleet = setting.models().fleet();
    var actions =
        new ShellActions(
            this::openSearch,
            this::toggleTheme,
            this::openShortcuts,
            setting.retry(),
            this::dismissNote);
    var context =
        new ScreenContext(
            fleet, texts, () -> this.theme.palette(), this::serverTime, this::choiceMade);
    fleetView = new FleetView(context, setting.server());
    topBar = new TopBar(shell, texts, setting.environment(), setting.server(), actions);
    banner = new Banner(shell, texts, actions);
    statusLine = new StatusLine(shell, fleet, texts, this::choiceMade);
    palette = new SearchPalette(fleet, texts, () -> this.theme.palette(), this::found);
    shortcuts = new ShortcutSheet(texts);
    var frame = new BorderPane(fleetView);
    frame.setTop(new VBox(topBar, banner));
    frame.setLeft(new Rail(texts));
    frame.setBottom(statusLine);
    getStyleClass().add("shell");
    getStylesheets().add(ShellView.class.getResource(STYLES).toExternalForm());
    getChildren().addAll(frame, overlays);
    setFocusTraversable(true);
    sceneProperty().addListener((property, before, after) -> listen(after));
    use(theme);
  }

  /// Keys are taken from the scene: they reach it even when nothing has the focus.
  private void listen(@Nullable Scene scene) {
    if (scene != null) {
      scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }
  }

  private Instant serverTime() {
    return setting.models().shell().serverTime(setting.clock().instant());
  }

  /// Shows the models again.
  public void refresh() {
    pseudoClassStateChanged(OFFLINE, setting.models().fleet().offline());
    fleetView.refresh();
    tick();
  }

  /// Shows only what changes with time; call it once a second.
  public void tick() {
    Instant now = setting.clock().instant();
    topBar.refresh(now);
    banner.refresh(now);
    statusLine.refresh(now);
    fleetView.tick(serverTime());
  }

  private void choiceMade() {
    setting.selected().run();
    refresh();
  }

  private void found(Selection target) {
    overlays.closeTopMost();
    requestFocus();
    setting.models().fleet().select(target);
    fleetView.locateSelection();
    choiceMade();
  }

  /// The Fleet screen.
  public FleetView fleet() {
    return fleetView;
  }

  /// Opens the search palette.
  public void openSearch() {
    overlays.open(palette);
    palette.open();
  }

  /// Opens the sheet of shortcuts.
  public void openShortcuts() {
    overlays.open(shortcuts);
  }

  private void toggleTheme() {
    use(theme.other());
  }

  private void use(Theme wanted) {
    theme = wanted;
    Application.setUserAgentStylesheet(wanted.styleSheet());
    setStyle(wanted.palette().asStyle());
    topBar.showTheme(wanted);
    fleetView.restyle();
    tick();
  }

  private void dismissNote() {
    setting.models().shell().dismissNote();
    refresh();
  }

  private void escape() {
    if (overlays.closeTopMost()) {
      requestFocus();
      return;
    }
    if (setting.models().shell().note().isPresent()) {
      dismissNote();
    } else if (setting.models().fleet().closeTopMost()) {
      choiceMade();
    }
  }

  private void pressed(KeyEvent event) {
    boolean typing = event.getTarget() instanceof TextInputControl;
    boolean ours = event.isShortcutDown() ? chord(event.getCode()) : always(event.getCode());
    if (!ours && !typing && !event.isShortcutDown() && !event.isAltDown()) {
      ours = letter(event.getCode());
    }
    if (ours) {
      event.consume();
    }
  }

  private boolean chord(KeyCode code) {
    boolean known = true;
    if (code == KeyCode.K) {
      openSearch();
    } else if (code == KeyCode.T) {
      toggleTheme();
    } else if (code == KeyCode.R) {
      setting.retry().run();
    } else {
      known = false;
    }
    return known;
  }

  private boolean always(KeyCode code) {
    boolean known = true;
    if (code == KeyCode.ESCAPE) {
      escape();
    } else if (code == KeyCode.F1) {
      openShortcuts();
    } else {
      known = false;
    }
    return known;
  }

  private boolean letter(KeyCode code) {
    boolean known = true;
    switch (code) {
      case M -> {
        setting.models().fleet().toggleMode();
        choiceMade();
      }
      case PLUS, EQUALS, ADD -> fleetView.zoom(ZOOM_STEP);
      case MINUS, SUBTRACT -> fleetView.zoom(1 / ZOOM_STEP);
      case DIGIT0, NUMPAD0 -> fleetView.showWorld();
      case DIGIT1, DIGIT2, DIGIT3, DIGIT4, DIGIT5, DIGIT6 -> {
        int index = code.getCode() - KeyCode.DIGIT1.getCode();
        setting.models().fleet().toggleFilter(STATES.get(index));
        choiceMade();
      }
      default -> known = false;
    }
    return known;
  }
}
