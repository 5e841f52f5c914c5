package io.skerry.agent;

import io.skerry.agent.logs.LogSender;
import io.skerry.agent.logs.RequestLog;
import io.skerry.agent.observe.LogsWanted;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.NodeLink;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.traffic.Destination;
import io.skerry.agent.traffic.NodeTelemetry;
import io.skerry.agent.vitals.VitalsProbe;
import java.nio.file.Path;
import java.util.Optional;

/// Starts the loops of what a node measures. A disk that fails costs what would lie on it, and
/// nothing else.
final class Measuring {

  private static final String REPORTS = "telemetry";
  private static final String REQUESTS = "requests";

  private Measuring() {}

  /// Reads the machine that this process runs on.
  static VitalsProbe machine() {
    return new VitalsProbe(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  /// The request log, which is written from now on.
  static RequestLog requests(NodeTelemetry telemetry, FileDisk disk, AgentRuntime runtime) {
    RequestLog log = new RequestLog(disk.within(REQUESTS), runtime.timing().clock());
    telemetry.keep(log);
    var _ = runtime.start("skerry-requests", log);
    return log;
  }

  /// What of the measurements leaves the node.
  ///
  /// @param telemetry told all the time
  /// @param requests sent when somebody wants them; empty without a gateway
  record Reporting(NodeTelemetry telemetry, Optional<RequestLog> requests) {

    LogsWanted logsWanted(AgentRuntime runtime) {
      return requests
          .<LogsWanted>map(log -> new LogSender(log, runtime::controlPlane, runtime.executor()))
          .orElse(LogsWanted.IGNORED);
    }
  }

  /// Tells the control plane from now on.
  static void start(
      NodeTelemetry telemetry, NodeLink.Enrolled to, FileDisk disk, AgentRuntime runtime) {
    Runnable loop =
        telemetry.reporting(
            new Destination(to.urls(), to.bearer()),
            runtime.controlPlane(),
            disk.within(REPORTS),
            runtime.random());
    var _ = runtime.start("skerry-telemetry", loop);
  }
}
