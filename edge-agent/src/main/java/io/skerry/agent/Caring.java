package io.skerry.agent;

import io.skerry.agent.care.CareLoop;
import io.skerry.agent.care.DiskCheck;
import io.skerry.agent.care.GatewayCheck;
import io.skerry.agent.care.NotNowFile;
import io.skerry.agent.care.SelfCheck;
import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.agent.runtime.AgentRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an agent with a process of its own looks after.
final class Caring {

  private static final Duration SELF_TEST_STEP = Duration.ofSeconds(2);

  private Caring() {}

  /// A loop that tests the disk and the gateway; nobody runs it yet.
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
        new NotNowFile(options.dataDirectory(), skerry.board(), runtime.timing().clock()),
        CareLoop.Pace.DEFAULT,
        runtime.timing().nanos());
  }
}
