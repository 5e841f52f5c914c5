package io.skerry.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TrafficCommandTest {

  private static final String PATH = "GET /api/v1/traffic?from=2026-11-20T11%3A55%3A00Z";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void versionsAreShownWithTheSharesWantedAndSeen() {
    server.answer(
        PATH + "&service=asr&tenant=video",
        200,
        """
        {"services":[{"tenant":"video","service":"asr","requests":1000,"versions":[
          {"version":"v1","shareWanted":0.95,"shareSeen":0.942,"requests":942,
           "requestsPerSecond":3.14,"errorRate":0.001,"p50Millis":1.2,"p99Millis":9.87,
           "markedShare":0,"markersLost":0},
          {"version":"v2","shareSeen":0.058,"requests":58,"requestsPerSecond":0.193,
           "errorRate":0,"p50Millis":1.5,"p99Millis":20.4,"markedShare":1,"markersLost":3}]}]}""");

    Outcome outcome = command.run("traffic", "--service", "asr", "-t", "video");

    assertThat(outcome.out())
        .isEqualTo(
            """
            TENANT   SERVICE   VERSION   WANTED   SEEN    REQ/S   ERRORS   P50     P99      MARKED   MARKERS LOST
            video    asr       v1        95%      94.2%   3.14    0.1%     1.2ms   9.87ms   0%       0
            video    asr       v2        -        5.8%    0.193   0%       1.5ms   20.4ms   100%     3
            """);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aNodeIsShownWithItsMachineAndWhatTellingCosts() {
    server.answer(
        PATH + "&node=n1",
        200,
        """
        {"node":"n1","newest":"2026-01-01T00:00:00Z","requests":30000,"requestsPerSecond":100,
         "errorRate":0.002,"refused":7,"sentBytes":20480,"rawLogBytes":4718592,"dropped":0,
         "vitals":{"cpuLimit":2,"cpuUsed":0.25,"memoryLimit":1073741824,"memoryUsed":536870912,
                   "agentMemory":73400320,"celsius":51.5,
                   "gpus":[{"name":"card0","memoryLimit":1073741824,"memoryUsed":0},
                           {"name":"0: A10","busy":0.37,"memoryLimit":25769803776,"memoryUsed":1073741824}]}}""");

    assertThat(command.run("traffic", "--node", "n1").out())
        .isEqualTo(
            """
              Requests:   30000, 100/s, 0.2% failed, 7 refused
              CPU:        0.25 of 2 cores
              Memory:     512 MiB of 1 GiB, the agent 70 MiB
              Hottest:    51.5 °C
              GPU:        card0, 0 B of 1 GiB
              GPU:        0: A10, 1 GiB of 24 GiB, 37% busy
              Telemetry:  20 KiB sent; the request log would have been 4.5 MiB; 0 reports given up
            """);
  }

  @Test
  void nothingToShowIsSaid() {
    server.answer(PATH, 200, "{\"services\":[]}");

    assertThat(command.run("traffic").err()).contains("no node reported requests");
  }
}
