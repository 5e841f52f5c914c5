package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.node.LastHeard;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who calls a node silent, and when.
final class SilenceTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");

  private final LastHeard heard = new LastHeard();
  private final Silence silence = new Silence("me", HEARTBEAT, heard);
  private long asked;

  @Test
  void nodeIsSilentAfterThreeMissedHeartbeats() {
    FleetImage image = image(List.of(status("n1", "me")), List.of("me"));
    assertThat(due(image, 0)).isEmpty();
    heard.heard(new ResourceName("n1"), START.plusSeconds(5));

    assertThat(due(image, 35)).isEmpty();
    assertThat(due(image, 36)).containsExactly("n1");
  }

  @Test
  void aRestartGivesEveryNodeThreeHeartbeats() {
    FleetImage image = image(List.of(status("n1", "me")), List.of("me"));

    assertThat(due(image, 30)).isEmpty();
    assertThat(due(image, 31)).containsExactly("n1");
  }

  @Test
  void aReplicaThatWasOutItselfAccusesNobodyAtOnce() {
    FleetImage image = image(List.of(status("n1", "me")), List.of("me"));
    assertThat(due(image, 20)).isEmpty();

    asked = 1000;
    assertThat(due(image, 1030)).isEmpty();
    assertThat(due(image, 1031)).containsExactly("n1");
  }

  @Test
  void nodesOfLiveReplicasAreTheirOwnBusiness() {
    FleetImage image = image(List.of(status("n1", "other")), List.of("me", "other"));
    assertThat(due(image, 0)).isEmpty();

    assertThat(due(image, 100)).isEmpty();
  }

  @Test
  void nodesOfAGoneReplicaAreTakenOverByTheFirstLiveOneAfterAGrace() {
    List<NodeStatus> statuses = List.of(status("n1", "gone"));
    assertThat(due(image(statuses, List.of("gone", "me")), 0)).isEmpty();

    assertThat(due(image(statuses, List.of("me", "z")), 31)).isEmpty();
    assertThat(due(image(statuses, List.of("me", "z")), 32)).containsExactly("n1");
    assertThat(due(image(statuses, List.of("a", "me")), 33)).isEmpty();
  }

  @Test
  void silentNodesAreNotMarkedAgain() {
    NodeStatus silent = status("n1", "me").reachable(Reachability.SILENT, START);
    FleetImage image = image(List.of(silent), List.of("me"));
    assertThat(due(image, 0)).isEmpty();

    assertThat(due(image, 100)).isEmpty();
  }

  /// Asks once a second up to the given one, and answers what the last round said.
  private List<String> due(FleetImage image, long seconds) {
    List<String> due = List.of();
    for (; asked <= seconds; asked++) {
      due =
          silence.due(image, START.plusSeconds(asked)).stream()
              .map(Versioned::value)
              .map(status -> status.node().value())
              .toList();
    }
    return due;
  }

  private static FleetImage image(List<NodeStatus> statuses, List<String> live) {
    List<Change> changes = new ArrayList<>();
    Revision one = new Revision(1);
    for (NodeStatus status : statuses) {
      changes.add(
          new Change.Put(
              new RawEntry(
                  KEYS.status(status.node()).path(), Codecs.STATUS.encode(status), one, one)));
    }
    for (String name : live) {
      Member member = new Member(name, "http://127.0.0.1:1", START);
      changes.add(
          new Change.Put(
              new RawEntry(
                  KEYS.member(new ResourceName(name)).path(),
                  Codecs.MEMBER.encode(member),
                  one,
                  one)));
    }
    return FleetImage.EMPTY.apply(KEYS, changes, one).after();
  }

  private static NodeStatus status(String node, String replica) {
    return new NodeStatus(
        new ResourceName(node),
        replica,
        "b1",
        "0.1.0",
        Optional.empty(),
        Optional.empty(),
        Link.CONNECTED,
        100,
        Reachability.HEARD,
        List.of(),
        START);
  }
}
