package io.skerry.agent.vitals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What NVIDIA's driver tells of its cards through `nvidia-smi`, as the kernel's files do not.
///
/// Whoever reads begins a call and takes what an earlier one said: nobody waits, no thread is
/// needed, and there is never more than one process, even when it hangs where no signal ends it.
/// Made once a minute and not for every report: without NVIDIA's persistence daemon each call first
/// loads the driver, up to ten seconds with many cards. A child that stays and prints again and
/// again (`--loop-ms`) would save that, but it would keep the cards awake, count all the time
/// against the memory that the node may use, and outlive an agent that is killed.
///
/// One thread at a time.
final class NvidiaCards implements AutoCloseable {

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final long TIMEOUT = Duration.ofSeconds(20).toNanos();

  /// One call may fail, and what was said is still shown.
  private static final long FRESH = Duration.ofSeconds(150).toNanos();

  private static final List<String> FOLDERS =
      List.of("usr/bin", "usr/local/bin", "usr/local/nvidia/bin", "run/current-system/sw/bin");

  private static final String EXECUTABLE = "nvidia-smi";
  private static final int MOST_BYTES = 16 * 1024;

  /// All else is not its business, secrets of this process least of all.
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LD_LIBRARY_PATH");

  private final Path root;
  private Optional<Process> running = Optional.empty();
  private OptionalLong began = OptionalLong.empty();
  private Optional<Reading> last = Optional.empty();

  private record Reading(List<Card> cards, long at) {}

  /// @param root `/`, or a copy of it
  NvidiaCards(Path root) {
    this.root = root;
  }

  /// Takes what a call has said by now, ends one that took too long, and begins the next when it is
  /// due. Returns at once.
  ///
  /// @param nanos monotonic
  void ask(long nanos) {
    running.ifPresent(process -> look(process, nanos));
    if (running.isEmpty() && hasPassed(PAUSE, nanos)) {
      began = OptionalLong.of(nanos);
      running = executable().map(NvidiaCards::start);
    }
  }

  /// What was last said, while that is fresh; empty when nobody says anything usable.
  ///
  /// @param nanos monotonic
  List<Card> known(long nanos) {
    return last.filter(it -> nanos - it.at() < FRESH).map(Reading::cards).orElse(List.of());
  }

  /// Ends a call that is under way.
  @Override
  public void close() {
    running.ifPresent(Process::destroyForcibly);
  }

  private boolean hasPassed(long time, long nanos) {
    return began.isEmpty() || nanos - began.getAsLong() >= time;
  }

  private void look(Process process, long nanos) {
    if (!process.isAlive()) {
      List<Card> cards = process.exitValue() == 0 ? answer(process) : List.of();
      if (!cards.isEmpty()) {
        last = Optional.of(new Reading(cards, began.orElse(nanos)));
      }
      running = Optional.empty();
    } else if (hasPassed(TIMEOUT, nanos)) {
      process.destroyForcibly();
    }
  }

  /// Only what is there already is read, as something else may hold the other end open. A process
  /// that says more than the pipe takes does not end, and is killed.
  private static List<Card> answer(Process ended) {
    try (InputStream said = ended.getInputStream()) {
      byte[] bytes = said.readNBytes(Math.min(said.available(), MOST_BYTES));
      return NvidiaAnswer.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private Optional<Path> executable() {
    return FOLDERS.stream()
        .map(folder -> root.resolve(folder).resolve(EXECUTABLE))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static @Nullable Process start(Path executable) {
    ProcessBuilder builder =
        new ProcessBuilder(
            executable.toString(),
            "--query-gpu=" + NvidiaAnswer.QUERY,
            "--format=csv,noheader,nounits");
    builder.environment().keySet().retainAll(ENVIRONMENT);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException notRunnable) {
      return null;
    }
  }
}
