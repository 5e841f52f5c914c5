package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.rollout.FleetNews;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FleetInboxTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final FleetInbox inbox = new FleetInbox();

  private static FleetDelta delta(FleetChange... changes) {
    return new FleetDelta(FleetImage.EMPTY, FleetImage.EMPTY, List.of(changes));
  }

  private static FleetChange status(String node) {
    return new FleetChange.OfStatus(
        new ResourceName(node), Optional.empty(), Optional.empty(), new Revision(1));
  }

  private static FleetChange declared() {
    return new FleetChange.OfResource(
        ResourceId.cluster(Kind.CELL, new ResourceName("c")),
        Optional.empty(),
        Optional.empty(),
        new Revision(1));
  }

  private CompletableFuture<Optional<FleetNews>> taking(Duration timeout) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return inbox.take(timeout);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void reportsThatFollowEachOtherAreTakenTogether() throws Exception {
    inbox.onDelta(delta(status("n1")));
    inbox.onDelta(delta(status("n2")));

    assertThat(taking(LONG).get(10, TimeUnit.SECONDS).orElseThrow().nodes())
        .containsExactlyInAnyOrder(new ResourceName("n1"), new ResourceName("n2"));
  }

  @Test
  void aReportAloneIsTakenAfterAMoment() throws Exception {
    inbox.onDelta(delta(status("n1")));

    assertThat(taking(LONG).get(10, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void whatWaitsIsTakenAtOnceWhenNothingMayBeWaitedFor() throws Exception {
    inbox.onDelta(delta(status("n1")));

    assertThat(taking(Duration.ZERO).get(10, TimeUnit.SECONDS)).isPresent();
    assertThat(taking(Duration.ZERO).get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void aDeclaredChangeTakesAlongWhatWaits() throws Exception {
    inbox.onDelta(delta(status("n1")));
    inbox.onDelta(delta(declared()));

    FleetNews news = taking(LONG).get(10, TimeUnit.SECONDS).orElseThrow();

    assertThat(news.nodes()).containsExactly(new ResourceName("n1"));
    assertThat(news.resources()).hasSize(1);
  }
}
