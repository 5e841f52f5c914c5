package io.skerry.control.api.probe;

import io.skerry.control.api.edge.StatusChange;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts verdicts of probes into a status, and takes those of probes out that are not declared any
/// more. Nothing to write when another replica hears the node by now. Pure.
///
/// @param replica who ran the probes
/// @param declared the probes that the node has now
/// @param verdicts the new ones
/// @param at when
record Probed(String replica, List<Probe> declared, List<ProbeResult> verdicts, Instant at)
    implements StatusChange {

  Probed {
    declared = List.copyOf(declared);
    verdicts = List.copyOf(verdicts);
  }

  @Override
  public Optional<NodeStatus> after(Before before) {
    return before
        .status()
        .filter(it -> it.replica().equals(replica))
        .filter(it -> !merged(it.findings()).equals(it.findings()))
        .map(it -> it.withFindings(merged(it.findings()), at));
  }

  private Findings merged(Findings found) {
    Set<ResourceName> names = declared.stream().map(Probe::name).collect(Collectors.toSet());
    Set<ResourceName> renewed =
        verdicts.stream().map(ProbeResult::probe).collect(Collectors.toSet());
    List<ProbeResult> results = new ArrayList<>();
    found.probes().stream()
        .filter(it -> names.contains(it.probe()) && !renewed.contains(it.probe()))
        .forEach(results::add);
    verdicts.stream().filter(it -> names.contains(it.probe())).forEach(results::add);
    results.sort(Comparator.comparing(ProbeResult::probe));
    return found.withProbes(results);
  }
}
