package io.skerry.cli.apply;

import io.skerry.cli.document.Manifest;
import io.skerry.cli.document.ManifestReader;
import io.skerry.cli.document.YamlException;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.ExitCode;
import io.skerry.cli.shell.Shell;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The option that names documents.
final class FileOptions {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR|-",
      required = true,
      description =
          "YAML or JSON file, a folder of them, or - for standard input; may be repeated.")
  private List<String> places = new ArrayList<>();

  /// The documents, at least one.
  Bundle read(Shell shell) {
    try {
      List<Manifest> manifests = new ManifestReader(shell.input()).read(places);
      if (manifests.isEmpty()) {
        throw CommandException.failed("no documents in " + String.join(", ", places));
      }
      return new Bundle(manifests);
    } catch (YamlException wrong) {
      throw new CommandException(ExitCode.REFUSED, String.valueOf(wrong.getMessage()));
    } catch (NoSuchFileException missing) {
      throw CommandException.failed("there is no file " + missing.getMessage());
    } catch (IOException failure) {
      throw CommandException.failed("cannot read: " + failure.getMessage());
    }
  }
}
