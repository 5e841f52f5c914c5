package io.skerry.ui.fleet;

import io.skerry.ui.state.CellView;
import io.skerry.ui.state.FleetImage;
import io.skerry.ui.state.GeoPoint;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Rejection;
import io.skerry.ui.state.SnapshotMark;
import io.skerry.ui.state.StreamSignal;
import io.skerry.ui.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the side panel says about a node or a cell, line by line. Pure.
final class PanelFacts {

  private static final int MOST_SNAPSHOTS = 4;

  private final Texts texts;
  private final Instant now;
  private final List<Fact> facts = new ArrayList<>();
  private String section = "";

  private PanelFacts(Texts texts, Instant now) {
    this.texts = texts;
    this.now = now;
  }

  /// About a node; `difference` is what the pending update brings, if known.
  static List<Fact> of(
      NodeView node,
      FleetImage image,
      Optional<StreamSignal.Difference> difference,
      Texts texts,
      Instant now) {
    var lines = new PanelFacts(texts, now);
    lines.config(node.config());
    if (!node.config().settled()) {
      difference.ifPresent(lines::difference);
    }
    lines.contact(node);
    lines.conditions(node);
    lines.place(node, image.cell(node.cell()));
    return lines.facts;
  }

  /// About a cell.
  static List<Fact> of(CellView cell, Collection<NodeView> nodes, Texts texts) {
    var lines = new PanelFacts(texts, Instant.EPOCH);
    lines.begin("panel.place");
    lines.plain("panel.cloud", cell.cloudTitle());
    lines.plain("panel.region", cell.region());
    cell.location().ifPresent(at -> lines.plain("panel.location", lines.degrees(at)));
    lines.snapshots(nodes);
    return lines.facts;
  }

  private void begin(String key) {
    section = texts.get(key);
  }

  private void line(String labelKey, String value, Fact.Tone tone) {
    if (!value.isBlank()) {
      facts.add(new Fact(section, texts.get(labelKey), value, tone));
    }
  }

  private void plain(String labelKey, String value) {
    line(labelKey, value, Fact.Tone.PLAIN);
  }

  private void config(NodeView.Config config) {
    begin("panel.config");
    line("panel.desired", config.desired().map(this::mark).orElse("–"), Fact.Tone.MONO);
    line("panel.applied", config.applied().map(this::mark).orElse("–"), Fact.Tone.MONO);
    config.desired().flatMap(SnapshotMark::at).ifPresent(at -> ago("panel.issued", at));
    config.applied().ifPresent(this::applied);
    boolean settled = config.settled();
    if (config.desired().isPresent()) {
      Fact.Tone tone = settled ? Fact.Tone.GOOD : Fact.Tone.BAD;
      line("panel.match", texts.get(settled ? "panel.same" : "panel.differs"), tone);
    }
    config.rejected().ifPresent(this::rejection);
  }

  private String mark(SnapshotMark mark) {
    return texts.get("panel.mark", mark.shortDigest(), mark.generation());
  }

  private void ago(String labelKey, Instant at) {
    plain(labelKey, texts.get("panel.when", texts.clock(at), texts.ago(at, now)));
  }

  private void applied(SnapshotMark mark) {
    mark.at().ifPresent(at -> ago("panel.appliedAt", at));
    mark.took().ifPresent(took -> plain("panel.took", texts.fine(took)));
  }

  private void rejection(Rejection rejected) {
    line("panel.refused", rejected.code(), Fact.Tone.BAD);
    plain("panel.refusedWhy", rejected.message());
    rejected.at().ifPresent(at -> ago("panel.refusedAt", at));
  }

  private void difference(StreamSignal.Difference difference) {
    plain("panel.adds", String.join("\n", difference.added()));
    plain("panel.changes", String.join("\n", difference.changed()));
    plain("panel.removes", String.join("\n", difference.removed()));
  }

  private void contact(NodeView node) {
    begin("panel.contact");
    node.health()
        .lastHeard()
        .ifPresentOrElse(
            at -> ago("panel.lastHeard", at),
            () -> plain("panel.lastHeard", texts.get("panel.never")));
    NodeView.Agent agent = node.agent();
    plain("panel.link", agent.link());
    plain("panel.agent", agent.version());
    if (agent.healthScore() >= 0) {
      plain("panel.health", texts.get("panel.score", agent.healthScore()));
    }
  }

  private void conditions(NodeView node) {
    begin("panel.conditions");
    for (NodeView.Condition condition : node.health().conditions()) {
      String since = condition.since().map(at -> " · " + texts.ago(at, now)).orElse("");
      facts.add(new Fact(section, condition.type(), condition.message() + since, Fact.Tone.PLAIN));
    }
  }

  private void place(NodeView node, CellView cell) {
    begin("panel.place");
    plain("panel.cell", node.cell().value());
    plain("panel.region", cell.cloudTitle() + " · " + cell.region());
    plain("panel.zone", node.place().zone());
    plain("panel.city", node.place().city());
    node.place().location().ifPresent(at -> plain("panel.location", degrees(at)));
    plain("panel.mode", node.agent().mode());
    var labels = new ArrayList<String>();
    new TreeMap<>(node.agent().labels()).forEach((key, value) -> labels.add(key + "=" + value));
    line("panel.labels", String.join("\n", labels), Fact.Tone.MONO);
  }

  private String degrees(GeoPoint at) {
    return String.format(
        Locale.ROOT,
        "%.2f° %s  %.2f° %s",
        Math.abs(at.lat()),
        at.lat() < 0 ? "S" : "N",
        Math.abs(at.lon()),
        at.lon() < 0 ? "W" : "E");
  }

  private void snapshots(Collection<NodeView> nodes) {
    begin("panel.snapshots");
    var byDigest = new TreeMap<String, Integer>();
    for (NodeView node : nodes) {
      node.config()
          .applied()
          .ifPresent(mark -> byDigest.merge(mark.shortDigest(), 1, Integer::sum));
    }
    byDigest.entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue()))
        .limit(MOST_SNAPSHOTS)
        .forEach(
            entry -> {
              String share = texts.get("panel.runBy", entry.getValue(), nodes.size());
              facts.add(new Fact(section, share, entry.getKey(), Fact.Tone.MONO));
            });
  }
}
