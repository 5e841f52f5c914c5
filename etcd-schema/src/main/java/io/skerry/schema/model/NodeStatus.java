package io.skerry.schema.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a node says about itself, written by the control plane on the node's behalf and only when
/// it changes: heartbeats that say nothing new stay in the memory of the replica that hears the
/// node.
///
/// @param node who
/// @param replica the control-plane replica that hears the node
/// @param bootId changes with every start of the agent
/// @param agentVersion the agent's release
/// @param applied what it runs; empty before the first snapshot
/// @param rejected the newest ref that it refused, while that ref stands
/// @param link how it stands with the store
/// @param healthScore 0 (worst) to 100
/// @param reachability whether the control plane hears it
/// @param conditions anything else worth an operator's attention
/// @param changedAt when any of this last changed
/// @param deferral that it asked not to be changed for a while, also after that is over
/// @param findings what the control plane found out by itself
/// @param abilities what it can run; empty when it has not said so since its start
public record NodeStatus(
    ResourceName node,
    String replica,
    String bootId,
    String agentVersion,
    Optional<Applied> applied,
    Optional<Rejected> rejected,
    Link link,
    int healthScore,
    Reachability reachability,
    List<Condition> conditions,
    Instant changedAt,
    Optional<Deferral> deferral,
    Findings findings,
    Optional<Abilities> abilities) {

  /// Copies the list.
  public NodeStatus {
    conditions = List.copyOf(conditions);
  }

  /// A status of a node that did not ask to be left alone and about which nothing else was found.
  // Checkstyle bounds the parameters of constructors, but not of records, whose short form this is.
  @SuppressWarnings("checkstyle:ParameterNumber")
  public NodeStatus(
      ResourceName node,
      String replica,
      String bootId,
      String agentVersion,
      Optional<Applied> applied,
      Optional<Rejected> rejected,
      Link link,
      int healthScore,
      Reachability reachability,
      List<Condition> conditions,
      Instant changedAt) {
    this(
        node,
        replica,
        bootId,
        agentVersion,
        applied,
        rejected,
        link,
        healthScore,
        reachability,
        conditions,
        changedAt,
        Optional.empty(),
        Findings.NONE);
  }

  /// A status of a node that did not say what it can run.
  // Checkstyle bounds the parameters of constructors, but not of records, whose short form this is.
  @SuppressWarnings("checkstyle:ParameterNumber")
  public NodeStatus(
      ResourceName node,
      String replica,
      String bootId,
      String agentVersion,
      Optional<Applied> applied,
      Optional<Rejected> rejected,
      Link link,
      int healthScore,
      Reachability reachability,
      List<Condition> conditions,
      Instant changedAt,
      Optional<Deferral> deferral,
      Findings findings) {
    this(
        node,
        replica,
        bootId,
        agentVersion,
        applied,
        rejected,
        link,
        healthScore,
        reachability,
        conditions,
        changedAt,
        deferral,
        findings,
        Optional.empty());
  }

  /// The same status with another reachability, changed at `at`.
  public NodeStatus reachable(Reachability next, Instant at) {
    return new NodeStatus(
        node,
        replica,
        bootId,
        agentVersion,
        applied,
        rejected,
        link,
        healthScore,
        next,
        conditions,
        at,
        deferral,
        findings,
        abilities);
  }

  /// The same status with other findings, changed at `at`; a silent node stays silent since when it
  /// was.
  public NodeStatus withFindings(Findings next, Instant at) {
    return new NodeStatus(
        node,
        replica,
        bootId,
        agentVersion,
        applied,
        rejected,
        link,
        healthScore,
        reachability,
        conditions,
        reachability == Reachability.SILENT ? changedAt : at,
        deferral,
        next,
        abilities);
  }

  /// A snapshot that was verified, persisted and activated.
  ///
  /// @param snapshot what runs
  /// @param generation of the ref that asked for it
  /// @param durationMicros from receiving the ref to activation
  /// @param at when, by the node's clock
  public record Applied(Digest snapshot, long generation, long durationMicros, Instant at) {}

  /// A ref that the node refused, keeping what it had.
  ///
  /// @param snapshot what was asked for
  /// @param generation of the refused ref
  /// @param code why, a closed set documented in the node protocol, such as `digest-mismatch`
  /// @param message for people
  /// @param at when, by the node's clock
  public record Rejected(
      Digest snapshot, long generation, String code, String message, Instant at) {}

  /// How the node stands with the store.
  public enum Link {
    CONNECTED,
    /// Out of touch with the store: it serves what it has, which may be old.
    STALE
  }

  /// Whether heartbeats arrive.
  public enum Reachability {
    HEARD,
    /// No heartbeat for three intervals. Not a verdict on the node: it may well be serving.
    SILENT
  }

  /// @param type a short CamelCase word such as `DiskFull`
  /// @param message for people
  /// @param since when it began, by the node's clock
  public record Condition(String type, String message, Instant since) {}

  /// That a node asked not to be changed for a while.
  ///
  /// @param since when it first asked, by the control plane's clock
  /// @param until when it may be changed again
  /// @param reason for people
  public record Deferral(Instant since, Instant until, String reason) {}

  /// What the control plane found out by itself.
  ///
  /// @param probes how the declared probes stand, by name; those without a verdict yet are missing
  /// @param errors that requests which it serves fail; empty while few do
  /// @param eviction that placement does not count on the node while it is silent
  /// @param starts what boot ids told of the node's processes
  public record Findings(
      List<ProbeResult> probes,
      Optional<Errors> errors,
      Optional<Eviction> eviction,
      Starts starts) {

    /// Nothing was found.
    public static final Findings NONE =
        new Findings(List.of(), Optional.empty(), Optional.empty(), Starts.NONE);

    /// Copies the list.
    public Findings {
      probes = List.copyOf(probes);
    }

    /// The same findings with other probes.
    public Findings withProbes(List<ProbeResult> next) {
      return new Findings(next, errors, eviction, starts);
    }

    /// The same findings about a node whose requests fail.
    public Findings withErrors(Errors next) {
      return new Findings(probes, Optional.of(next), eviction, starts);
    }

    /// The same findings about a node whose requests do not fail.
    public Findings withoutErrors() {
      return new Findings(probes, Optional.empty(), eviction, starts);
    }

    /// The same findings about a node that was evicted.
    public Findings withEviction(Eviction next) {
      return new Findings(probes, errors, Optional.of(next), starts);
    }

    /// The same findings about a node that is not evicted.
    public Findings withoutEviction() {
      return new Findings(probes, errors, Optional.empty(), starts);
    }

    /// The same findings with other starts.
    public Findings withStarts(Starts next) {
      return new Findings(probes, errors, eviction, next);
    }
  }

  /// What boot ids told of a node's processes.
  ///
  /// @param earlier of the starts before the one that was heard last, the latest first
  /// @param shared that two processes report as this node
  public record Starts(List<String> earlier, Optional<Shared> shared) {

    /// Nothing before the start that was heard last.
    public static final Starts NONE = new Starts(List.of(), Optional.empty());

    /// Copies the list.
    public Starts {
      earlier = List.copyOf(earlier);
    }
  }

  /// That two processes report as one node, as after its disk was copied.
  ///
  /// @param since when that was found
  /// @param seen when it showed last
  public record Shared(Instant since, Instant seen) {}

  /// How a probe stands, after as many equal outcomes as its thresholds ask for.
  ///
  /// @param probe its name
  /// @param outcome what it came to
  /// @param message of the last attempt, for people
  /// @param since when it began to stand so
  public record ProbeResult(ResourceName probe, Outcome outcome, String message, Instant since) {}

  /// What a probe came to.
  public enum Outcome {
    PASSED,
    FAILED
  }

  /// That requests which a node serves fail.
  ///
  /// @param level how many
  /// @param message with the figures when that level began
  /// @param since when it began
  public record Errors(ErrorLevel level, String message, Instant since) {}

  /// How many of a node's requests fail. Few levels, so that a status changes seldom.
  public enum ErrorLevel {
    /// From 1 % on.
    SOME,
    /// From 5 % on.
    MANY,
    /// From 20 % on.
    MOST
  }

  /// That a silent node was evicted from bounded placements. It ends when the node is heard.
  ///
  /// @param at when
  /// @param reason for people
  public record Eviction(Instant at, String reason) {}
}
