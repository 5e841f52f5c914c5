package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The description that a running stack leaves for other processes.
///
/// @param phase how far it is
/// @param supervisor the process that runs it
/// @param rest the control plane's address
/// @param parts its servers
record StackState(Phase phase, PidFile supervisor, String rest, List<PartState> parts) {
  private static final JsonMapper JSON = new JsonMapper();

  /// How far a stack is.
  enum Phase {
    STARTING,
    READY,
    STOPPING,
    FAILED
  }

  /// One server.
  ///
  /// @param name its name
  /// @param address where it is reached
  /// @param pid its process; 0 when it has none
  /// @param restarts how often it was started again
  /// @param log its log
  record PartState(String name, String address, long pid, int restarts, String log) {
    boolean isAlive() {
      return pid != 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    boolean isAgent() {
      return name.startsWith("agent-");
    }
  }

  StackState {
    parts = List.copyOf(parts);
  }

  /// The running stack of this folder; nothing when its supervisor does not run.
  static Optional<StackState> running(StackLayout layout) {
    return read(layout.stateFile()).filter(state -> state.supervisor.process().isPresent());
  }

  /// What the file says; nothing when there is none or it makes no sense.
  static Optional<StackState> read(Path file) {
    try {
      return Optional.of(parse(JSON.readTree(Files.readString(file))));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// Replaces the file, all or nothing.
  void write(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, render().toPrettyString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StackState parse(JsonNode tree) {
    List<PartState> parts = new ArrayList<>();
    for (JsonNode part : tree.path("parts")) {
      parts.add(
          new PartState(
              part.path("name").asText(),
              part.path("address").asText(),
              part.path("pid").asLong(),
              part.path("restarts").asInt(),
              part.path("log").asText()));
    }
    return new StackState(
        Phase.valueOf(tree.path("phase").asText().toUpperCase(Locale.ROOT)),
        new PidFile(
            tree.path("pid").asLong(), Instant.ofEpochMilli(tree.path("startedAt").asLong())),
        tree.path("rest").asText(),
        parts);
  }

  private ObjectNode render() {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("phase", phase.name().toLowerCase(Locale.ROOT));
    tree.put("pid", supervisor.pid());
    tree.put("startedAt", supervisor.startedAt().toEpochMilli());
    tree.put("rest", rest);
    for (PartState part : parts) {
      tree.withArray("/parts")
          .addObject()
          .put("name", part.name())
          .put("address", part.address())
          .put("pid", part.pid())
          .put("restarts", part.restarts())
          .put("log", part.log());
    }
    return tree;
  }
}
