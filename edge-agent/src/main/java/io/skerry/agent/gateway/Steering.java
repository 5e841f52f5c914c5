package io.skerry.agent.gateway;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the kernel which of two sockets on one port is to get new connections. Left alone it
/// spreads them over both, and resets those whose handshake is not finished when the older socket
/// closes. Linux takes a small program for a port that names the socket by its place in the order
/// in which they began to listen; a place where there is none leaves the choice to the kernel, so
/// that the program does no harm once the older socket is gone.
final class Steering {

  private static final Logger LOG = LoggerFactory.getLogger(Steering.class);
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

  /// `ret #1`: the second socket, counted from 0.
  private static final short RETURN_CONSTANT = 0x06;

  private static final int SECOND = 1;
  private static final int FILTER_BYTES = 8;
  private static final int PROGRAM_BYTES = 16;

  private Steering() {}

  /// New connections to a port go to the socket that began to listen last. If that cannot be
  /// arranged, connections that are being made in the instant in which the other socket closes may
  /// fail, which is logged.
  static void toNewest(int port) {
    try {
      int socket = listening(port).orElseThrow(() -> new IOException("socket not found"));
      if (attach(socket) != 0) {
        throw new IOException("refused by the kernel");
      }
    } catch (IOException e) {
      LOG.warn(
          "new connections to port {} cannot be steered ({}): some may be reset while a process is"
              + " replaced, unless net.ipv4.tcp_migrate_req is 1",
          port,
          e.getMessage());
    }
  }

  /// The number of a socket of this process that listens on a port. With several any will do,
  /// because the program belongs to the port.
  private static Optional<Integer> listening(int port) throws IOException {
    Set<String> inodes =
        Stream.of("tcp", "tcp6")
            .map(table -> Path.of("/proc/self/net", table))
            .flatMap(Steering::lines)
            .map(line -> List.of(line.strip().split("\\s+")))
            .filter(columns -> isListening(columns, port))
            .map(columns -> "socket:[" + columns.get(9) + "]")
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .filter(file -> inodes.contains(target(file)))
          .map(file -> Integer.parseInt(String.valueOf(file.getFileName())))
          .findFirst();
    }
  }

  private static boolean isListening(List<String> columns, int port) {
    return columns.size() > 9
        && columns.get(1).endsWith(String.format(Locale.ROOT, ":%04X", port))
        && columns.get(3).equals("0A");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException absent) {
      return Stream.empty();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  @SuppressWarnings("restricted") // the one call that the platform's sockets do not offer
  private static int attach(int socket) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setsockopt =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(FILTER_BYTES, Integer.BYTES);
      filter.set(ValueLayout.JAVA_SHORT, 0, RETURN_CONSTANT);
      filter.set(ValueLayout.JAVA_INT, Integer.BYTES, SECOND);
      MemorySegment program = arena.allocate(PROGRAM_BYTES, Long.BYTES);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
      program.set(ValueLayout.ADDRESS, Long.BYTES, filter);
      return (int)
          setsockopt.invokeExact(
              socket, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, program, PROGRAM_BYTES);
    } catch (Throwable e) {
      LOG.debug("setsockopt", e);
      return -1;
    }
  }
}
