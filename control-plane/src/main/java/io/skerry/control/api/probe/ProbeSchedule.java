package io.skerry.control.api.probe;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.health.ProbeTrack;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which probes are due, and how they went. Each new one begins at a random moment of its interval,
/// so that the probes of a fleet are spread. A probe under way is not due. Not safe for use by
/// several threads.
final class ProbeSchedule {

  private final String me;
  private final RandomGenerator random;
  private Map<Planned, State> states = new HashMap<>();
  private Revision seen = Revision.ZERO;

  ProbeSchedule(String me, RandomGenerator random) {
    this.me = me;
    this.random = random;
  }

  /// A probe of a node.
  record Planned(ResourceName node, Probe probe) {}

  /// @param due when it is to be tried again; [Instant#MAX] while it is under way
  /// @param track how it went
  private record State(Instant due, ProbeTrack track) {}

  /// Goes by what is declared now: the probes of the nodes that this replica hears.
  ///
  /// @return nodes with verdicts of probes that are not declared any more
  List<ResourceName> observe(FleetImage image, Instant now) {
    if (image.revision().equals(seen)) {
      return List.of();
    }
    seen = image.revision();
    Map<Planned, State> next = new HashMap<>();
    image
        .nodes()
        .filter(node -> !node.spec().upkeep().probes().isEmpty())
        .filter(node -> isMine(image, node))
        .forEach(
            node ->
                node.spec()
                    .upkeep()
                    .probes()
                    .forEach(probe -> plan(image, node, probe, now, next)));
    states = next;
    return image
        .nodes()
        .filter(node -> isMine(image, node) && isOutdated(image, node))
        .map(node -> node.metadata().name())
        .toList();
  }

  private static boolean isOutdated(FleetImage image, Node node) {
    List<ResourceName> declared = node.spec().upkeep().probes().stream().map(Probe::name).toList();
    return image
        .statuses()
        .get(node.metadata().name())
        .filter(
            status ->
                status.value().findings().probes().stream()
                    .anyMatch(it -> !declared.contains(it.probe())))
        .isPresent();
  }

  private void plan(
      FleetImage image, Node node, Probe probe, Instant now, Map<Planned, State> next) {
    Planned planned = new Planned(node.metadata().name(), probe);
    State known = states.get(planned);
    next.put(
        planned,
        known != null
            ? known
            : new State(now.plus(moment(probe.interval())), track(image, planned)));
  }

  private boolean isMine(FleetImage image, Node node) {
    return image
        .statuses()
        .get(node.metadata().name())
        .filter(it -> it.value().replica().equals(me))
        .isPresent();
  }

  private static ProbeTrack track(FleetImage image, Planned planned) {
    return image
        .statuses()
        .get(planned.node())
        .map(Versioned::value)
        .flatMap(status -> verdict(status, planned.probe()))
        .map(ProbeTrack::of)
        .orElse(ProbeTrack.NEW);
  }

  private static Optional<Outcome> verdict(NodeStatus status, Probe probe) {
    return status.findings().probes().stream()
        .filter(it -> it.probe().equals(probe.name()))
        .findFirst()
        .map(ProbeResult::outcome);
  }

  private Duration moment(Duration interval) {
    return Duration.ofMillis(random.nextLong(interval.toMillis() + 1));
  }

  /// At most `most` probes that are due; they count as under way from now on.
  List<Planned> take(int most, Instant now) {
    List<Planned> due = new ArrayList<>();
    for (Map.Entry<Planned, State> entry : states.entrySet()) {
      if (due.size() == most) {
        break;
      }
      if (!entry.getValue().due().isAfter(now)) {
        due.add(entry.getKey());
        entry.setValue(new State(Instant.MAX, entry.getValue().track()));
      }
    }
    return due;
  }

  /// Takes in how a try went.
  ///
  /// @return the verdict, when it is another than before
  Optional<Outcome> done(Planned planned, Outcome tried, Instant now) {
    State before = states.get(planned);
    if (before == null) {
      return Optional.empty();
    }
    ProbeTrack track = before.track().after(tried, planned.probe());
    states.put(planned, new State(now.plus(planned.probe().interval()), track));
    return track.verdict().equals(before.track().verdict()) ? Optional.empty() : track.verdict();
  }

  /// Takes in that a try said nothing, or that its verdict could not be kept: all is as before.
  void again(Planned planned, Instant now) {
    states.computeIfPresent(
        planned,
        (_, state) ->
            new State(
                now.plus(planned.probe().interval()),
                new ProbeTrack(state.track().verdict(), Optional.empty(), 0)));
  }

  /// Forgets the verdict, so that the next try gives it anew.
  void forget(Planned planned, Instant now) {
    states.computeIfPresent(
        planned, (_, _) -> new State(now.plus(planned.probe().interval()), ProbeTrack.NEW));
  }
}
