package io.skerry.agent;

import io.skerry.agent.enrol.Identity;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.gateway.Gateway;
import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.agent.logs.Requests;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.spool.DiskException;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.RunningMark;
import io.skerry.agent.traffic.TrafficRecorder;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of a start that need no network. Failures that only the operator can put right are
/// [SkerryException]s; damaged snapshots are not, because the node can fetch them again.
final class Opening {

  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private Opening() {}

  static FileDisk disk(SkerryOptions options) {
    try {
      return FileDisk.open(options.dataDirectory());
    } catch (DiskException e) {
      throw new SkerryException("data directory: " + e.getMessage(), e);
    }
  }

  /// A gateway that follows the board's views; it does not listen yet.
  static Gateway gateway(
      ResourceName node,
      GatewayOptions options,
      StatusBoard board,
      Requests requests,
      TrafficRecorder traffic,
      AgentRuntime runtime) {
    Gateway gateway =
        new Gateway(
            options,
            new Gateway.Platform(
                runtime.timing().nanos(), runtime.random(), runtime.random(), traffic, requests),
            board::view,
            "skerry-" + node);
    board.onView(gateway::activated);
    return gateway;
  }

  /// Says on the board when the last run did not end in order.
  static void mark(FileDisk disk, StatusBoard board) {
    if (new RunningMark(disk).set()) {
      LOG.warn("the last run did not end in order");
      board.raise(
          ConditionType.CRASHED,
          "the agent's last run did not end in order: it crashed, was killed, or the machine stopped");
    }
  }

  static void listen(Gateway gateway) {
    try {
      gateway.listen();
    } catch (IOException e) {
      gateway.close();
      throw new SkerryException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The stored identity; empty when the node is to enrol with its token.
  ///
  /// @param board a node that has something to serve starts without an identity too
  static Optional<Identity> identity(IdentityFile file, SkerryOptions options, StatusBoard board) {
    boolean serves = board.view().version().isPresent();
    try {
      Optional<Identity> identity = file.read().flatMap(Opening::usable);
      identity.ifPresent(known -> requireSameNode(known, options));
      if (identity.isEmpty() && !serves) {
        requireToken(options);
      }
      return identity;
    } catch (DiskException e) {
      if (serves) {
        LOG.error("the stored identity cannot be read: {}", e.getMessage());
        return Optional.empty();
      }
      throw new SkerryException("data directory: " + e.getMessage(), e);
    }
  }

  private static Optional<Identity> usable(Decoded<Identity> stored) {
    return stored.fold(
        Optional::of,
        errors -> {
          LOG.error("the stored identity cannot be used: {}", errors);
          return Optional.empty();
        });
  }

  private static void requireSameNode(Identity known, SkerryOptions options) {
    if (!known.node().equals(options.node())) {
      throw new SkerryException(
          "the data directory %s belongs to node %s, not to %s: give each node its own"
              .formatted(options.dataDirectory(), known.node(), options.node()));
    }
  }

  private static void requireToken(SkerryOptions options) {
    if (options.joinToken().get().isEmpty() || options.controlPlane().isEmpty()) {
      throw new SkerryException(
          "node %s has no identity in %s yet: its first start needs a control plane and a join token"
              .formatted(options.node(), options.dataDirectory()));
    }
  }
}
