package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the upstream of the example service `hello` answers.
final class HelloPages {

  private HelloPages() {}

  /// A folder with one page for each version.
  static Path in(StackLayout layout) throws StepFailedException {
    Path folder = layout.run().resolve("hello-pages");
    try {
      for (String version : new String[] {"v1", "v2"}) {
        Path pages = Files.createDirectories(folder.resolve(version));
        Files.writeString(pages.resolve("index.html"), "hello from " + version + "\n");
      }
      return folder;
    } catch (IOException failure) {
      throw new StepFailedException(
          Launches.HELLO, String.valueOf(failure.getMessage()), layout.logs());
    }
  }
}
