package io.skerry.cli.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.document.YamlException;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;

/// The file that remembers contexts: `$XDG_CONFIG_HOME/skerry/contexts.yaml`, by default under
/// `~/.config`.
final class ContextFile {
  private final Path path;

  ContextFile(Shell shell) {
    String configured = shell.variable("XDG_CONFIG_HOME");
    Path folder = configured.isEmpty() ? shell.home().resolve(".config") : Path.of(configured);
    this.path = folder.resolve("skerry").resolve("contexts.yaml");
  }

  /// What the file says; no contexts when there is no file.
  Contexts read() {
    if (!Files.exists(path)) {
      return Contexts.NONE;
    }
    try {
      return parse(Yaml.parse(Files.readString(path)));
    } catch (IOException | YamlException | IllegalArgumentException broken) {
      throw CommandException.failed(
          "cannot read " + path + ": " + broken.getMessage() + "; mend or remove it");
    }
  }

  /// Replaces the file, all or nothing.
  void write(Contexts contexts) {
    try {
      Files.createDirectories(path.resolveSibling(""));
      Path next = path.resolveSibling("contexts.yaml.new");
      Files.writeString(next, Yaml.dump(render(contexts)));
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw CommandException.failed("cannot write " + path + ": " + failure.getMessage());
    }
  }

  private static Contexts parse(JsonNode file) {
    SortedMap<String, URI> servers = new TreeMap<>();
    file.path("contexts")
        .propertyStream()
        .forEach(
            entry ->
                servers.put(entry.getKey(), URI.create(entry.getValue().path("server").asText())));
    return new Contexts(file.path("current").asText(""), servers);
  }

  private static ObjectNode render(Contexts contexts) {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.put("current", contexts.current());
    ObjectNode entries = file.putObject("contexts");
    contexts
        .servers()
        .forEach((name, server) -> entries.putObject(name).put("server", server.toString()));
    return file;
  }
}
