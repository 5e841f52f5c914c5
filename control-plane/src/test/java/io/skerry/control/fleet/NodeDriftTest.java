package io.skerry.control.fleet;

import static io.skerry.control.fleet.Declarations.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeDriftTest {

  private static final Ref OLD =
      RefSamples.of(name("n1"), new Digest("a".repeat(64)), 1, Declarations.EPOCH);
  private static final Ref WANTED =
      RefSamples.of(name("n1"), new Digest("b".repeat(64)), 2, Declarations.EPOCH.plusSeconds(60));

  private static Optional<NodeDrift> drift(NodeStatus status) {
    return NodeDrift.of(
        new NodeFacts(
            Declarations.metadata("n1", TenantName.NONE, 1),
            Optional.of(WANTED),
            Optional.of(status)));
  }

  private static NodeStatus running(Ref ref, Optional<Rejected> no, Reachability heard, Link link) {
    NodeStatus status = Declarations.applied(ref);
    return new NodeStatus(
        status.node(),
        status.replica(),
        status.bootId(),
        status.agentVersion(),
        status.applied(),
        no,
        link,
        100,
        heard,
        List.of(),
        status.changedAt());
  }

  @Test
  void aNodeThatRunsWhatItMustRunDoesNotDrift() {
    assertThat(drift(Declarations.applied(WANTED))).isEmpty();
    NodeStatus silent = running(WANTED, Optional.empty(), Reachability.SILENT, Link.CONNECTED);
    assertThat(drift(silent)).isEmpty();
  }

  @Test
  void anOlderGenerationIsNamedWithItsReasonAndSince() {
    NodeDrift updating = drift(Declarations.applied(OLD)).orElseThrow();
    assertThat(updating.reason())
        .isEqualTo("updating since 2026-11-20T11:01:00Z, runs generation 1 of 2");
    assertThat(updating.since()).isEqualTo(WANTED.issuedAt());

    NodeStatus silent = running(OLD, Optional.empty(), Reachability.SILENT, Link.CONNECTED);
    assertThat(drift(silent).orElseThrow().reason())
        .startsWith("offline since 2026-11-20T11:00:00.006Z, runs generation 1 of 2");

    NodeStatus cut = running(OLD, Optional.empty(), Reachability.HEARD, Link.STALE);
    assertThat(drift(cut).orElseThrow().reason()).startsWith("out of touch with the store since");
  }

  @Test
  void aRefusalSaysWhy() {
    Rejected no = new Rejected(WANTED.snapshot(), 2, "too-large", "9 MiB", Declarations.EPOCH);

    NodeStatus status = running(OLD, Optional.of(no), Reachability.HEARD, Link.CONNECTED);

    assertThat(drift(status).orElseThrow().reason())
        .isEqualTo("Refused generation 2 (too-large): 9 MiB");
  }

  @Test
  void aNodeThatNeverSpokeDriftsOnceItHasARef() {
    NodeFacts facts =
        new NodeFacts(
            Declarations.metadata("n1", TenantName.NONE, 1), Optional.of(WANTED), Optional.empty());

    assertThat(NodeDrift.of(facts).orElseThrow().reason())
        .isEqualTo("never heard, runs no snapshot");
    NodeFacts without = new NodeFacts(facts.node(), Optional.empty(), Optional.empty());
    assertThat(NodeDrift.of(without)).isEmpty();
  }
}
