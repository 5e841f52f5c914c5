package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Cluster;
import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import io.skerry.it.traffic.WriteStream;
import io.skerry.it.validate.Aftermath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// etcd dies and comes back on the same data.
@ExtendWith(SharedCluster.class)
final class StoreCrashIT {

  @Test
  void everythingGoesOnAfterACrashOfTheStoreAndNothingIsMissing(Site site) throws Exception {
    Aftermath aftermath = new Aftermath(site, "store-crash");
    try (WriteStream stream = WriteStream.to(site.cluster(), "store-crash")) {
      for (int crash = 0; crash < 3; crash++) {
        stream.awaitMore(10);
        site.cluster().kill(Cluster.ETCD);
        site.cluster().restart(Cluster.ETCD);
      }
      stream.awaitMore(10);
      stream.end();
      aftermath.assertThatNothingIsLost(stream);
    }
    aftermath.assertThatEveryNodeServesIt();
    aftermath.assertThatTheHistoryIsExact();
    aftermath.assertThatGenerationsCountUp();
    aftermath.tidyUp();
  }

  @Test
  void withoutTheStoreWritesAreRefusedAndNodesGoOnServing(Site site) throws Exception {
    Map<String, String> before = site.digests();
    site.cluster().kill(Cluster.ETCD);

    Answer refused =
        site.rest()
            .put(
                "/api/v1/policies/no-store",
                "{apiVersion: skerry/v1, kind: Policy, metadata: {name: no-store},"
                    + " spec: {service: asr, type: config, config: {}}}");

    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("store-unavailable");
    assertThat(site.digests()).isEqualTo(before);
    eventually(
        () -> assertThat(site.node("iad-1").served().orElseThrow().link()).isEqualTo("stale"));

    site.cluster().restart(Cluster.ETCD);
    site.awaitWhole();
    assertThat(site.rest().get("/api/v1/policies/no-store").status()).isEqualTo(404);
    assertThat(site.digests()).isEqualTo(before);
    eventually(
        () -> assertThat(site.node("iad-1").served().orElseThrow().link()).isEqualTo("connected"));
  }
}
