package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out who listens on a port, where the system tells (Linux, own processes; all for root).
final class PortOwner {
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /// The process that listens on this TCP port, in words such as `pid 42 (/usr/bin/java)`.
  static Optional<String> of(int port) {
    return inode(port).flatMap(PortOwner::holder).map(PortOwner::describe);
  }

  private static Optional<String> inode(int port) {
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        Optional<String> inode =
            lines
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 9)
                .filter(fields -> fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                .map(fields -> fields[9])
                .findFirst();
        if (inode.isPresent()) {
          return inode;
        }
      } catch (IOException notHere) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<ProcessHandle> holder(String inode) {
    return ProcessHandle.allProcesses().filter(process -> holds(process, inode)).findFirst();
  }

  private static boolean holds(ProcessHandle process, String inode) {
    Path wanted = Path.of("socket:[" + inode + "]");
    try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return open.anyMatch(file -> wanted.equals(target(file)));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException closed) {
      return link;
    }
  }

  private static String describe(ProcessHandle process) {
    return "pid " + process.pid() + process.info().command().map(it -> " (" + it + ")").orElse("");
  }
}
