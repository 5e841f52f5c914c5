package io.skerry.it.scenario;

import static io.skerry.it.cluster.Site.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.it.cluster.SharedCluster;
import io.skerry.it.cluster.Site;
import io.skerry.it.traffic.WriteStream;
import io.skerry.it.validate.Aftermath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The leader dies or freezes while clients write: another one finishes its work, and what the old
/// one still wants to do has no effect.
@ExtendWith(SharedCluster.class)
final class TakeoverIT {

  /// Until a standby must lead: the old lease has to run out, and two cores are busy meanwhile.
  private static final Duration TAKEOVER = Site.LEADER_TTL.plusSeconds(5);

  @Test
  void aKilledLeaderIsReplacedAndNothingAcknowledgedIsLost(Site site) throws Exception {
    Aftermath aftermath = new Aftermath(site, "killed-leader");
    String leader = site.leader();
    try (WriteStream stream = WriteStream.to(site.cluster(), "killed-leader")) {
      stream.awaitMore(20);

      site.cluster().kill(leader);

      awaitOtherLeader(site, leader);
      stream.awaitMore(20);
      stream.end();
      site.cluster().restart(leader);
      aftermath.assertThatNothingIsLost(stream);
    }
    aftermath.assertThatEveryNodeServesIt();
    aftermath.assertThatTheHistoryIsExact();
    aftermath.assertThatGenerationsCountUp();
    aftermath.tidyUp();
  }

  @Test
  void aFrozenLeaderChangesNothingOnceItsTermIsOver(Site site) throws Exception {
    Aftermath aftermath = new Aftermath(site, "frozen-leader");
    String frozen = site.leader();
    try (WriteStream stream = WriteStream.to(site.cluster(), "frozen-leader")) {
      stream.awaitMore(5);
      site.pause(frozen);
      awaitOtherLeader(site, frozen);
      stream.awaitMore(10);
      stream.end();
      String leader = site.leader();
      aftermath.assertThatNothingIsLost(stream);
      aftermath.assertThatEveryNodeServesIt();
      Map<String, Long> generations = site.generations();

      site.resume(frozen);

      eventually(
          () -> {
            var replica = site.cluster().rest(frozen).get("/api/v1/topology");
            assertThat(replica.body().at("/replica/leader").asBoolean(true)).isFalse();
            assertThat(replica.text("/replica/leaderName")).isEqualTo(leader);
          });
      aftermath.assertThatEveryNodeServesIt();
      assertThat(site.leader()).isEqualTo(leader);
      if (aftermath.stored().keySet().equals(stream.acknowledged().keySet())) {
        assertThat(site.generations()).isEqualTo(generations);
      }
    }
    aftermath.assertThatTheHistoryIsExact();
    aftermath.assertThatGenerationsCountUp();
    aftermath.tidyUp();
  }

  private static void awaitOtherLeader(Site site, String old) {
    await()
        .atMost(TAKEOVER)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !site.leader().isEmpty() && !site.leader().equals(old));
  }
}
