package io.skerry.control.api.edge;

import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.codec.StatusFormat.NotNow;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Starts;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a report makes of a node's status: everything that the node says is replaced, what the
/// control plane found stays, and an eviction is over as the node is heard. What a node can run it
/// says once, and that holds until its next start. Pure.
///
/// @param node who reports
/// @param replica who hears it
/// @param report what it says
/// @param now when it arrived, by this replica's clock
/// @param silence after which a node that reports counts as silent
record Said(ResourceName node, String replica, Report report, Instant now, Duration silence)
    implements StatusChange {

  /// A wish that is repeated so soon after its end is the same wish, so that a node cannot put
  /// changes off for ever by asking again and again.
  private static final Duration SAME_WISH = Duration.ofHours(1);

  @Override
  public Optional<NodeStatus> after(Before before) {
    return before.status().filter(this::isLate).isPresent()
        ? Optional.empty()
        : Optional.of(status(before.status()));
  }

  /// Whether a status says all of this already.
  boolean isKnown(NodeStatus before) {
    return before.reachable(before.reachability(), now).equals(status(Optional.of(before)));
  }

  /// A report of an earlier start that waited here while a later one was heard.
  private boolean isLate(NodeStatus before) {
    return before.findings().starts().earlier().contains(report.bootId())
        && now.isBefore(before.changedAt());
  }

  private NodeStatus status(Optional<NodeStatus> before) {
    return new NodeStatus(
        node,
        replica,
        report.bootId(),
        report.agentVersion(),
        report.applied(),
        report.rejected(),
        report.link(),
        report.healthScore(),
        Reachability.HEARD,
        report.conditions(),
        now,
        deferral(before.flatMap(NodeStatus::deferral)),
        findings(before),
        report.abilities().or(() -> ofSameStart(before).flatMap(NodeStatus::abilities)));
  }

  /// What was measured of an earlier start says nothing about this one.
  private Findings findings(Optional<NodeStatus> before) {
    Findings found = before.map(NodeStatus::findings).orElse(Findings.NONE).withoutEviction();
    Starts starts = before.map(new Heard(report.bootId(), now, silence)::after).orElse(Starts.NONE);
    return (ofSameStart(before).isPresent() ? found : found.withoutErrors()).withStarts(starts);
  }

  private Optional<NodeStatus> ofSameStart(Optional<NodeStatus> before) {
    return before.filter(it -> it.bootId().equals(report.bootId()));
  }

  private Optional<Deferral> deferral(Optional<Deferral> before) {
    return report
        .notNow()
        .filter(wish -> wish.until().isAfter(now))
        .map(wish -> Optional.of(asked(wish, before)))
        .orElseGet(() -> before.map(this::withdrawn));
  }

  private Deferral asked(NotNow wish, Optional<Deferral> before) {
    Instant since =
        before
            .filter(it -> it.until().plus(SAME_WISH).isAfter(now))
            .map(Deferral::since)
            .orElse(now);
    return new Deferral(since, wish.until().truncatedTo(ChronoUnit.MILLIS), wish.reason());
  }

  private Deferral withdrawn(Deferral before) {
    return ChangeTimes.end(before).isAfter(now)
        ? new Deferral(before.since(), now, before.reason())
        : before;
  }
}
