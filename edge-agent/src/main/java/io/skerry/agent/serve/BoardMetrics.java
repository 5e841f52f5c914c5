package io.skerry.agent.serve;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.NodeStatus.Link;
import java.util.Map;
import java.util.Optional;

/// What every node has figures of: what it serves and how it is.
final class BoardMetrics implements NodeMetrics {

  private final LocalApi.Sources sources;

  BoardMetrics(LocalApi.Sources sources) {
    this.sources = sources;
  }

  @Override
  public void write(MetricsText out) {
    StatusBoard board = sources.board();
    ConfigView view = board.view();
    Report report = board.report();
    out.family("skerry_node_info", MetricsText.Type.GAUGE, "1, with the node's name and release")
        .sample(
            "skerry_node_info",
            Map.of("node", sources.node().value(), "version", report.agentVersion()),
            1);
    Optional<ConfigView.Version> version = view.version();
    if (version.isPresent()) {
      gauge(
          out,
          "skerry_node_generation",
          "of the ref that is served",
          (double) version.get().generation());
      gauge(
          out,
          "skerry_node_activation_seconds",
          "from receiving that ref to activation",
          version.get().durationMicros() / 1e6);
      gauge(
          out,
          "skerry_node_activated_timestamp_seconds",
          "when that was",
          version.get().appliedAt().toEpochMilli() / 1e3);
    }
    gauge(out, "skerry_node_entries", "in the snapshot that is served", view.entries().size());
    gauge(out, "skerry_node_connected", "to the store", report.link() == Link.CONNECTED ? 1 : 0);
    gauge(out, "skerry_node_refusing", "the newest ref", report.rejected().isPresent() ? 1 : 0);
    gauge(out, "skerry_node_health_score", "0 to 100", report.healthScore());
    out.family("skerry_node_condition", MetricsText.Type.GAUGE, "1 for each condition that holds");
    report
        .conditions()
        .forEach(c -> out.sample("skerry_node_condition", Map.of("type", c.type()), 1));
    phases(out);
  }

  private void phases(MetricsText out) {
    CanaryPhase now = sources.phase().get();
    out.family(
        "skerry_node_canary_phase", MetricsText.Type.GAUGE, "1 for the phase the node is in");
    for (CanaryPhase phase : CanaryPhase.values()) {
      out.sample(
          "skerry_node_canary_phase", Map.of("phase", phase.wireName()), phase == now ? 1 : 0);
    }
  }

  private static void gauge(MetricsText out, String name, String help, double value) {
    out.family(name, MetricsText.Type.GAUGE, help).sample(name, Map.of(), value);
  }
}
