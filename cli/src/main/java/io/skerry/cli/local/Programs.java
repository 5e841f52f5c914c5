package io.skerry.cli.local;

import java.nio.file.Path;

/// The programs a stack runs.
///
/// @param java the JVM
/// @param etcd the etcd server
/// @param controlPlane the control plane's jar
/// @param agent the agent's jar
public record Programs(Path java, Path etcd, Path controlPlane, Path agent) {

  /// Programs in the project's build folders, run by the JVM we run on.
  public static Programs built(Path project, Path etcd) {
    return new Programs(
        ownJava(),
        etcd,
        project.resolve("control-plane/target/quarkus-app/quarkus-run.jar"),
        project.resolve("edge-agent/target/skerry-agent.jar"));
  }

  /// The JVM that runs this code.
  static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
