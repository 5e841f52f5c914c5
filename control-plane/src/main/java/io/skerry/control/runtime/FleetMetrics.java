package io.skerry.control.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetListener;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What the view of the fleet shows, as metrics. Counts what passes by; never in the way.
final class FleetMetrics implements FleetListener {

  private final Counter refs;
  private final Counter unreadable;

  private FleetMetrics(MeterRegistry meters) {
    this.refs = Counter.builder("skerry.refs.moved").register(meters);
    this.unreadable = Counter.builder("skerry.store.unreadable.seen").register(meters);
  }

  /// Registers the metrics of a view, and of whether this replica leads.
  static FleetMetrics register(FleetView view, Office office, MeterRegistry meters) {
    gauge(meters, "skerry.view.revision", view, it -> it.image().revision().value());
    gauge(meters, "skerry.view.caught.up", view, it -> it.caughtUp() ? 1 : 0);
    gauge(meters, "skerry.nodes", view, it -> it.image().resources(Kind.NODE).count());
    gauge(meters, "skerry.nodes.silent", view, it -> statuses(it, FleetMetrics::isSilent));
    gauge(
        meters,
        "skerry.nodes.evicted",
        view,
        it -> statuses(it, status -> status.findings().eviction().isPresent()));
    gauge(meters, "skerry.replicas", view, it -> it.image().replicas().members().size());
    gauge(meters, "skerry.outbox.events", view, it -> it.image().outbox().size());
    gauge(meters, "skerry.store.unreadable", view, it -> it.image().unreadable().size());
    Gauge.builder("skerry.leader", office, it -> it.term().isPresent() ? 1 : 0).register(meters);
    FleetMetrics metrics = new FleetMetrics(meters);
    var _ = view.open(metrics);
    return metrics;
  }

  private static boolean isSilent(NodeStatus status) {
    return status.reachability() == NodeStatus.Reachability.SILENT;
  }

  private static long statuses(FleetView view, Predicate<NodeStatus> which) {
    return view.image().statuses().asMap().values().stream()
        .filter(status -> which.test(status.value()))
        .count();
  }

  private static void gauge(
      MeterRegistry meters, String name, FleetView view, ToDoubleFunction<FleetView> value) {
    Gauge.builder(name, view, value).register(meters);
  }

  @Override
  public void onDelta(FleetDelta delta) {
    for (FleetChange change : delta.changes()) {
      if (change instanceof FleetChange.OfRef) {
        refs.increment();
      } else if (change instanceof FleetChange.OfUnreadable value && value.reason().isPresent()) {
        unreadable.increment();
      }
    }
  }
}
