package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Path;

/// Copies of the built programs for a stack to run, so that building again does not pull the jars
/// from under it.
///
/// @param project the project's folder
/// @param layout the stack's folder
record Installation(Path project, StackLayout layout) {

  /// Brings the copies up to date; only while nothing runs from them.
  void refresh() throws IOException {
    program(project.resolve("cli/target"), "skerry-cli.jar", "cli");
    program(project.resolve("edge-agent/target"), "skerry-agent.jar", "agent");
    Folders.mirror(
        project.resolve("control-plane/target/quarkus-app"),
        layout.programs().resolve("control-plane"));
  }

  /// The copies.
  Programs programs(Path etcd) {
    return new Programs(
        Programs.ownJava(),
        etcd,
        layout.programs().resolve("control-plane/quarkus-run.jar"),
        layout.programs().resolve("agent/skerry-agent.jar"));
  }

  /// The copy of the command itself.
  Path command() {
    return layout.programs().resolve("cli/skerry-cli.jar");
  }

  private void program(Path built, String jar, String name) throws IOException {
    Path copy = layout.programs().resolve(name);
    Folders.mirrorFile(built.resolve(jar), copy.resolve(jar));
    Folders.mirror(built.resolve("lib"), copy.resolve("lib"));
  }
}
