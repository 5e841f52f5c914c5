package io.skerry.cli.local;

import java.nio.file.Path;
import java.util.Map;

/// What a local stack shall be.
///
/// @param layout where it keeps its state
/// @param ports where it listens
/// @param programs what it runs
/// @param examples the folder of documents to declare at first start
/// @param fleet which agents it runs
/// @param supervision whether parts that die are started again
/// @param settings see [Settings]
public record StackConfig(
    StackLayout layout,
    Ports ports,
    Programs programs,
    Path examples,
    Fleet fleet,
    Supervision supervision,
    Settings settings) {

  /// Which agents run.
  public sealed interface Fleet {
    /// None, and nothing is declared: the stack is a control plane with its stores.
    record None() implements Fleet {}

    /// One for every example node, or as many as in an earlier run.
    record AsBefore() implements Fleet {}

    /// This many, spread evenly over the example cells.
    record Count(int nodes) implements Fleet {}
  }

  /// What happens when a part dies.
  public enum Supervision {
    /// It is started again, a bounded number of times.
    RESTART,
    /// Nothing: the stack's owner kills on purpose.
    NONE
  }

  /// Settings that most stacks leave alone.
  ///
  /// @param databaseUrl a PostgreSQL to use, `postgresql://user:password@host:port/name`; empty for
  ///   the embedded one
  /// @param controlPlane further properties of the control plane
  /// @param agents further settings of every agent, by environment variable
  /// @param size what the control plane's JVM is made for
  public record Settings(
      String databaseUrl, Map<String, String> controlPlane, Map<String, String> agents, Size size) {
    /// Nothing special.
    public static final Settings DEFAULT = new Settings("", Map.of());

    /// A control plane for a laptop.
    public Settings(String databaseUrl, Map<String, String> controlPlane) {
      this(databaseUrl, controlPlane, Size.SMALL);
    }

    /// Agents with nothing special.
    public Settings(String databaseUrl, Map<String, String> controlPlane, Size size) {
      this(databaseUrl, controlPlane, Map.of(), size);
    }

    /// The same with further settings of every agent.
    public Settings withAgents(Map<String, String> variables) {
      return new Settings(databaseUrl, controlPlane, variables, size);
    }

    /// Copies the maps.
    public Settings {
      controlPlane = Map.copyOf(controlPlane);
      agents = Map.copyOf(agents);
    }
  }

  /// What a control plane's JVM is made for.
  public enum Size {
    /// Small and quick to start.
    SMALL,
    /// Fast for as long as it runs, as on a server of its own.
    SERVER
  }

  /// The control plane's address.
  public String rest() {
    return "http://127.0.0.1:" + ports.rest();
  }

  /// etcd's address.
  public String etcd() {
    return "http://127.0.0.1:" + ports.etcdClient();
  }
}
