package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Ends what a stack left running whose supervisor was killed.
///
/// @param layout the stack's folder
record Leftovers(StackLayout layout) {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Set<String> OURS = Set.of("java", "etcd", "postgres");

  /// Ends the processes that were noted, and those that visibly work in the stack's folder. Answers
  /// the names of what was ended.
  List<String> clean() throws IOException {
    List<String> ended = new ArrayList<>();
    Map<Path, ProcessHandle> noted = noted();
    // All are told first, so that they end at the same time.
    noted.forEach((file, process) -> tell(nameOf(file), process));
    for (Map.Entry<Path, ProcessHandle> entry : noted.entrySet()) {
      end(nameOf(entry.getKey()), entry.getValue());
      ended.add(nameOf(entry.getKey()));
    }
    ProcessHandle.allProcesses()
        .filter(this::worksHere)
        .forEach(
            process -> {
              end("process", process);
              ended.add("process " + process.pid());
            });
    forget();
    return ended;
  }

  private Map<Path, ProcessHandle> noted() throws IOException {
    Map<Path, ProcessHandle> processes = new LinkedHashMap<>();
    for (Path file : pidFiles()) {
      PidFile.read(file)
          .flatMap(PidFile::process)
          .ifPresent(process -> processes.put(file, process));
    }
    return processes;
  }

  private List<Path> pidFiles() throws IOException {
    if (!Files.isDirectory(layout.run())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(layout.run())) {
      return files.filter(file -> file.toString().endsWith(".pid")).sorted().toList();
    }
  }

  /// A child that was started but not yet noted, or a supervisor whose description is lost.
  private boolean worksHere(ProcessHandle process) {
    ProcessHandle self = ProcessHandle.current();
    boolean isOurProgram =
        process
            .info()
            .command()
            .map(command -> OURS.contains(String.valueOf(Path.of(command).getFileName())))
            .orElse(false);
    String line = process.info().commandLine().orElse("");
    return isOurProgram
        && process.pid() != self.pid()
        && (line.contains(layout.programs() + "/") || line.contains("=" + layout.etcdData()));
  }

  private static void tell(String name, ProcessHandle process) {
    if (!name.equals(PostgresPart.NAME)) {
      process.destroy();
    }
  }

  private static void end(String name, ProcessHandle process) {
    if (name.equals(PostgresPart.NAME)) {
      PostgresShutdown.stop(process, GRACE);
      return;
    }
    process.destroy();
    if (!Waiting.end(process, GRACE)) {
      process.destroyForcibly();
      Waiting.end(process, GRACE);
    }
  }

  private void forget() throws IOException {
    for (Path file : pidFiles()) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(layout.stateFile());
  }

  private static String nameOf(Path pidFile) {
    return String.valueOf(pidFile.getFileName()).replaceFirst("\\.pid$", "");
  }
}
