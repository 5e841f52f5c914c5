package io.skerry.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.bench.soak.Soak;
import io.skerry.bench.soak.SoakPlan;
import io.skerry.bench.soak.SoakReport;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The short form of `./skerry bench soak`.
@ExtendWith(SharedCluster.class)
final class SoakIT {

  private static final long SEED = 2026;

  @Test
  @Timeout(300)
  void nothingIsLostWhilePartsAreKilledAtRandom(Site site) throws Exception {
    SoakReport report = Soak.run(site.cluster(), SoakPlan.of(Duration.ofSeconds(30), SEED));

    assertThat(report.clean()).as("%s", report.text()).isTrue();
    assertThat(report.counts().acknowledged()).as("%s", report.text()).isGreaterThan(100);
    assertThat(report.kills().values()).as("%s", report.text()).isNotEmpty();
  }
}
