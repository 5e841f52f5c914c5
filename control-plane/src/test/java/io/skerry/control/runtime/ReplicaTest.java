package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// One replica against real stores.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class ReplicaTest {

  @Inject FleetView view;
  @Inject Office office;

  @Test
  void aLoneReplicaCatchesUpAndLeads() {
    await().atMost(Duration.ofSeconds(10)).until(() -> office.term().isPresent());

    assertThat(view.caughtUp()).isTrue();
  }
}
