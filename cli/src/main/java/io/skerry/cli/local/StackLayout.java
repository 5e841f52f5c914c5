package io.skerry.cli.local;

import java.nio.file.Path;

/// Where a local stack keeps everything: one folder that can be deleted as a whole.
///
/// @param state the folder, absolute
public record StackLayout(Path state) {

  /// Makes the folder absolute.
  public StackLayout {
    state = state.toAbsolutePath().normalize();
  }

  /// Process ids, and the description of the running stack.
  public Path run() {
    return state.resolve("run");
  }

  /// The log of a part.
  public Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /// The folder of logs.
  public Path logs() {
    return state.resolve("log");
  }

  /// What can be had again: binaries and start-up caches.
  public Path cache() {
    return state.resolve("cache");
  }

  /// The programs the stack runs, apart from where they are built, so that building again while it
  /// runs does it no harm.
  public Path programs() {
    return state.resolve("dist");
  }

  /// etcd's data.
  public Path etcdData() {
    return state.resolve("etcd");
  }

  /// PostgreSQL's data.
  public Path postgresData() {
    return state.resolve("postgres");
  }

  /// The folder of all agents' data.
  public Path agents() {
    return state.resolve("agents");
  }

  /// One agent's data.
  public Path agentData(String node) {
    return agents().resolve(node);
  }

  /// The file that describes the running stack.
  public Path stateFile() {
    return run().resolve("stack.json");
  }
}
