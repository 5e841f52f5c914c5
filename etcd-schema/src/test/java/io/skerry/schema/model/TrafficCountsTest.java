package io.skerry.schema.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.TelemetryReport.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficCountsTest {

  @Test
  void everyKindOfRequestIsAddedUpByItself() {
    TrafficCounts counts =
        TrafficCounts.NONE.plus(traffic(100, 3, 7, 20, 15)).plus(traffic(10, 1, 2, 5, 4));

    assertThat(counts).isEqualTo(new TrafficCounts(110, 4, 9, 25, 19));
    assertThat(counts.served()).isEqualTo(97);
    assertThat(counts.markersLost()).isEqualTo(6);
  }

  private static Traffic traffic(
      long requests, long errors, long refused, long marked, long markedOn) {
    return new Traffic(
        TenantName.DEFAULT,
        new ResourceName("web"),
        new ResourceName("v1"),
        requests,
        errors,
        refused,
        List.of(),
        marked,
        markedOn);
  }
}
