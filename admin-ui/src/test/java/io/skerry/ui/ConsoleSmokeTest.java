package io.skerry.ui;

import static io.skerry.ui.FxHarness.onFx;
import static io.skerry.ui.FxHarness.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.fleet.FleetViewModel;
import io.skerry.ui.fleet.ViewMode;
import io.skerry.ui.map.Typeface;
import io.skerry.ui.net.SampleFleet;
import io.skerry.ui.net.StubServer;
import io.skerry.ui.net.Wire;
import io.skerry.ui.shell.Theme;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Selection;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole console, from the server's stream to the pixels, with real keys and clicks.
class ConsoleSmokeTest {

  private static final String ASHBURN = "ash-0000";

  private StubServer server;
  private ConsoleSession session;
  private FxHarness window;
  private FleetViewModel fleet;

  @BeforeAll
  static void startToolkit() throws InterruptedException {
    FxHarness.startToolkit();
    Typeface.load();
  }

  @BeforeEach
  void openConsole() throws IOException {
    server = new StubServer();
    server.document("/api/v1/topology", SampleFleet.topology());
    server.next(SampleFleet.troubled(3, 6, Instant.now()).listing());
    var options =
        new LaunchOptions(
            server.uri().resolve("/"),
            Optional.empty(),
            Locale.ENGLISH,
            Theme.DARK,
            Optional.empty(),
            new LaunchOptions.Size(980, 900),
            new LaunchOptions.FirstLook(ViewMode.MAP, Optional.empty()));
    session =
        onFx(
            () ->
                new ConsoleSession(
                    options,
                    new ConsoleSession.Machine(
                        InstantSource.system(),
                        RandomGenerator.getDefault(),
                        Thread.ofVirtual().factory())));
    fleet = session.fleet();
    window = FxHarness.open(session::view);
    onFx(
        () -> {
          session.start();
          return true;
        });
    until("the fleet is listed", session::complete);
  }

  @AfterEach
  void closeConsole() {
    window.close();
    onFx(
        () -> {
          session.close();
          return true;
        });
    server.close();
  }

  @Test
  void clickOnACountPutsItsNodesForwardAndEscTakesItBack() {
    window.click("#kpi-lost");
    until("filtered", () -> fleet.filter().states().contains(NodeState.LOST));
    assertThat(window.visible("#active-filter")).isTrue();
    window.press(KeyCode.ESCAPE);
    until("not filtered", () -> !fleet.filter().active());
    assertThat(window.visible("#active-filter")).isFalse();
  }

  @Test
  void mGoesToTheTopologyAndBack() {
    window.press(KeyCode.M);
    until("topology", () -> fleet.mode() == ViewMode.TOPOLOGY);
    assertThat(window.visible("#topology")).isTrue();
    assertThat(window.visible("#map")).isFalse();
    window.press(KeyCode.M);
    until("map", () -> fleet.mode() == ViewMode.MAP);
    assertThat(window.visible("#map")).isTrue();
  }

  @Test
  void paletteFindsANodeAndEscClosesTheTopMostFirst() {
    window.press(KeyCode.CONTROL, KeyCode.K);
    until("palette", () -> window.visible("#palette"));
    window.type("ash");
    window.press(KeyCode.ENTER);
    var ashburn = new Selection.OfNode(new NodeName(ASHBURN));
    until("selected", () -> fleet.selection().equals(ashburn));
    assertThat(window.visible("#side-panel")).isTrue();
    window.press(KeyCode.F1);
    until("shortcuts", () -> window.visible("#shortcuts"));
    window.press(KeyCode.ESCAPE);
    until("shortcuts closed", () -> !window.visible("#shortcuts"));
    assertThat(onFx(() -> fleet.selection())).isEqualTo(ashburn);
    window.press(KeyCode.ESCAPE);
    until("panel closed", () -> !window.visible("#side-panel"));
  }

  @Test
  void clickOnTheMapSelectsTheCellAndTheWheelGoesCloser() {
    Point2D cell =
        onFx(() -> session.view().fleet().onMap(new CellName("gcp-asia-east1")).orElseThrow());
    window.click(cell.getX(), cell.getY());
    var wanted = new Selection.OfCell(new CellName("gcp-asia-east1"));
    until("cell selected", () -> fleet.selection().equals(wanted));
    double before = onFx(() -> session.view().fleet().mapZoom());
    window.wheel(300, 400, -1);
    until("closer", () -> session.view().fleet().mapZoom() != before);
  }

  @Test
  void keysWorkAfterAnOverlayIsClosed() {
    window.press(KeyCode.CONTROL, KeyCode.K);
    until("palette", () -> window.visible("#palette"));
    window.type("m");
    window.press(KeyCode.ESCAPE);
    until("palette closed", () -> !window.visible("#palette"));
    assertThat(onFx(() -> fleet.mode())).isEqualTo(ViewMode.MAP);
    window.press(KeyCode.M);
    until("topology", () -> fleet.mode() == ViewMode.TOPOLOGY);
  }

  @Test
  void attentionSentenceLeadsToItsNodes() {
    window.click("#attention-0");
    until("focused", () -> fleet.filter().active());
    assertThat(onFx(() -> fleet.filter().group())).isNotEmpty();
  }

  @Test
  void liveChangeReachesCountsAndFeed() {
    String lost =
        Wire.node(ASHBURN, "aws-us-east-1", NodeState.LOST, "not heard for three heartbeats");
    server.push(Wire.event("modified", 101, lost));
    until("counted", () -> fleet.image().totals().of(NodeState.LOST) == 2);
    until("told", () -> fleet.feed().entries().size() == 2);
    until("shown", () -> ((Label) window.node("#kpi-lost .kpi-count")).getText().equals("2"));
  }

  @Test
  void brokenStreamShowsTheBannerAndResumesWithoutAGap() {
    server.next(StubServer.Script.unavailable()).next(StubServer.Script.unavailable());
    server.breakStream();
    until("banner", () -> window.visible("#offline-banner"));
    window.press(KeyCode.CONTROL, KeyCode.R);
    until("back", () -> !window.visible("#offline-banner"));
    assertThat(server.openings()).startsWith("all", "100");
    assertThat(window.visible("#gap-note")).isFalse();
  }

  @Test
  void goneChangesAreListedAgainWithANote() {
    server.next(StubServer.Script.gone()).next(SampleFleet.calm(3, 6, Instant.now()).listing());
    server.breakStream();
    until("note", () -> window.visible("#gap-note"));
    until("listed again", () -> fleet.image().totals().of(NodeState.READY) == 6);
    window.click("#dismiss-note");
    until("note gone", () -> !window.visible("#gap-note"));
  }

  @Test
  void themeSwitchesByKey() {
    String before = onFx(() -> session.view().getStyle());
    window.press(KeyCode.CONTROL, KeyCode.T);
    until("other colours", () -> !session.view().getStyle().equals(before));
  }
}
