package io.skerry.agent;

import io.skerry.agent.care.CareLoop;
import io.skerry.agent.care.DiskCheck;
import io.skerry.agent.care.GatewayCheck;
import io.skerry.agent.care.MemoryWatch;
import io.skerry.agent.care.NotNowFile;
import io.skerry.agent.care.SelfCheck;
import io.skerry.agent.care.UpstreamWatch;
import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.vitals.VitalsProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an agent with a process of its own looks after.
final class Caring {

  private static final Duration SELF_TEST_STEP = Duration.ofSeconds(2);

  private Caring() {}

  /// A loop that tests the disk and the gateway, and looks for the machine's wish, for upstreams
  /// that are down and for a lack of memory; nobody runs it yet.
  static CareLoop loop(Skerry skerry, SkerryOptions options, AgentRuntime runtime) {
    List<SelfCheck> checks = new ArrayList<>();
    checks.add(new DiskCheck(options.dataDirectory()));
    boolean isPlain = options.gateway().flatMap(GatewayOptions::tls).isEmpty();
    skerry
        .gatewayAddress()
        .ifPresent(at -> checks.add(new GatewayCheck(at, isPlain, SELF_TEST_STEP)));
    return new CareLoop(
        checks,
        skerry::selfTest,
        looks(skerry, options, runtime),
        CareLoop.Pace.DEFAULT,
        runtime.timing().nanos());
  }

  private static List<Runnable> looks(Skerry skerry, SkerryOptions options, AgentRuntime runtime) {
    StatusBoard board = skerry.board();
    VitalsProbe machine = Measuring.machine();
    return List.of(
        new NotNowFile(options.dataDirectory(), board, runtime.timing().clock())::look,
        new UpstreamWatch(skerry::upstreamsDown, board)::look,
        new MemoryWatch(machine::killed, board, runtime.timing().nanos())::look);
  }
}
