package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How two processes that report as one node are found out.
class HeardTest {

  private static final ResourceName NODE = new ResourceName("n1");
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration SILENCE = HEARTBEAT.multipliedBy(3);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Optional<NodeStatus> status = Optional.empty();
  private Instant now = NOON;

  @Test
  void oneProcessAfterTheOtherIsOneNode() {
    for (int start = 0; start < 30; start++) {
      report("b" + start);
      report("b" + start);
    }

    assertThat(shared()).isEmpty();
    assertThat(status.orElseThrow().findings().starts().earlier())
        .hasSizeLessThan(10)
        .startsWith("b28", "b27");
  }

  @Test
  void aStartThatIsHeardAfterALaterOneHasACopy() {
    report("original");
    report("copy");
    assertThat(shared()).isEmpty();

    report("original");
    assertThat(shared()).contains(new Shared(now, now));

    Instant found = now;
    report("copy");
    report("original");
    assertThat(shared()).contains(new Shared(found, now));
  }

  @Test
  void theRestartOfOneOfTwoChangesNothing() {
    shareIdentity();
    report("restarted");

    assertThat(shared()).isPresent();
  }

  @Test
  void threeAreFoundOutToo() {
    report("a");
    report("b");
    report("c");
    assertThat(shared()).isEmpty();

    report("a");

    assertThat(shared()).isPresent();
  }

  @Test
  void whoIsLeftAloneIsTheNodeAfterThreeHeartbeats() {
    shareIdentity();
    for (int i = 0; i < 3; i++) {
      report("original");
      assertThat(shared()).isPresent();
    }

    Said next = said("original", now.plus(HEARTBEAT));
    assertThat(next.isKnown(status.orElseThrow())).as("is written").isFalse();
    report("original");

    assertThat(shared()).isEmpty();
    assertThat(said("original", now.plus(HEARTBEAT)).isKnown(status.orElseThrow())).isTrue();
  }

  @Test
  void aReportThatWaitedWhileALaterStartWasHeardSaysNothing() {
    report("first");
    Said late = said("first", now);
    report("second");

    assertThat(late.after(new StatusChange.Before(status))).isEmpty();
  }

  private void shareIdentity() {
    report("original");
    report("copy");
    report("original");
    assertThat(shared()).isPresent();
  }

  private void report(String bootId) {
    now = now.plus(HEARTBEAT);
    status = said(bootId, now).after(new StatusChange.Before(status));
  }

  private Optional<Shared> shared() {
    return status.orElseThrow().findings().starts().shared();
  }

  private static Said said(String bootId, Instant now) {
    Report report =
        new Report(
            bootId, "1.0", Optional.empty(), Optional.empty(), Link.CONNECTED, 100, List.of());
    return new Said(NODE, "cp", report, now, SILENCE);
  }
}
