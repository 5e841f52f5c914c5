package io.skerry.agent;

import io.skerry.agent.apply.Preparation;
import io.skerry.agent.enrol.Identity;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.gateway.Gateway;
import io.skerry.agent.logs.RequestLog;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.NodeLink;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.ProbationLoop;
import io.skerry.agent.traffic.NodeTelemetry;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;

/// What a node is made of. Nothing of it runs yet; what was persisted is on the board.
///
/// @param node its name
/// @param disk its folder
/// @param journal where its snapshots are kept
/// @param board what it serves, and how it is
/// @param start what became of what was persisted
/// @param link to the network
/// @param probation judges what it serves
/// @param gateway takes requests; empty when the options name none
/// @param telemetry what it measures
record NodeParts(
    ResourceName node,
    FileDisk disk,
    SnapshotJournal journal,
    StatusBoard board,
    NodeStart start,
    NodeLink link,
    ProbationLoop probation,
    Optional<Gateway> gateway,
    NodeTelemetry telemetry) {

  /// Reads what was persisted and puts the parts together.
  static NodeParts assemble(SkerryOptions options, AgentRuntime runtime, FileDisk disk) {
    String bootId = runtime.newBootId();
    StatusBoard board = new StatusBoard(bootId, Version.OF_AGENT, runtime.timing().clock());
    NodeTelemetry telemetry = telemetry(bootId, board, runtime);
    SnapshotJournal journal = runtime.journal(disk);
    Optional<RequestLog> requests =
        options.gateway().map(_ -> Measuring.requests(telemetry, disk, runtime));
    Optional<Gateway> gateway =
        requests.map(log -> gateway(options, board, telemetry, log, runtime));
    NodeStart start =
        NodeStart.begin(
            options.node(),
            journal,
            board,
            runtime.timing(),
            gateway.map(Gateway::taster).orElse(Preparation.NONE));
    Measuring.Reporting reporting = new Measuring.Reporting(telemetry, requests);
    return new NodeParts(
        options.node(),
        disk,
        journal,
        board,
        start,
        link(options, board, start, disk, runtime, reporting),
        new ProbationLoop(board, start, options.soak(), runtime.timing().nanos()),
        gateway,
        telemetry);
  }

  private static NodeTelemetry telemetry(String bootId, StatusBoard board, AgentRuntime runtime) {
    return new NodeTelemetry(
        bootId,
        board,
        Runtime.getRuntime().availableProcessors(),
        runtime.timing().clock(),
        runtime.timing().nanos());
  }

  private static Gateway gateway(
      SkerryOptions options,
      StatusBoard board,
      NodeTelemetry telemetry,
      RequestLog log,
      AgentRuntime runtime) {
    return Opening.gateway(
        options.node(), options.gateway().orElseThrow(), board, log, telemetry.recorder(), runtime);
  }

  private static NodeLink link(
      SkerryOptions options,
      StatusBoard board,
      NodeStart start,
      FileDisk disk,
      AgentRuntime runtime,
      Measuring.Reporting reporting) {
    IdentityFile identityFile = new IdentityFile(disk);
    Optional<Identity> identity = Opening.identity(identityFile, options, board);
    NodeLink.Plan plan =
        new NodeLink.Plan(
            options.node(),
            Version.OF_AGENT,
            identity,
            options.controlPlane(),
            options.joinToken(),
            options.heartbeat());
    return new NodeLink(
        plan,
        runtime,
        identityFile,
        board,
        start.applier(),
        to -> Measuring.start(reporting.telemetry(), to, disk, runtime),
        reporting.logsWanted(runtime));
  }
}
