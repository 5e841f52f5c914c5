package io.skerry.cli.local;

import io.skerry.cli.shell.Shell;
import java.nio.file.Path;

/// Which project and which stack the commands about the local stack mean.
///
/// @param project the project's folder
/// @param layout the stack's folder
record StackFolder(Path project, StackLayout layout) {

  /// As the `skerry` script tells through the environment; else the current folder.
  static StackFolder of(Shell shell) {
    String home = shell.variable("SKERRY_HOME");
    Path project = Path.of(home.isEmpty() ? "." : home).toAbsolutePath().normalize();
    String state = shell.variable("SKERRY_STATE");
    return new StackFolder(
        project, new StackLayout(state.isEmpty() ? project.resolve(".skerry") : Path.of(state)));
  }
}
