package io.skerry.cli.local;

import io.skerry.cli.local.StackConfig.Fleet;
import io.skerry.cli.local.StackConfig.Settings;
import io.skerry.cli.local.StackConfig.Supervision;
import io.skerry.cli.local.StackState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The process behind `skerry up`: starts a stack, looks after it, and stops it when told to end or
/// when the process it is attached to ends. Says how it goes on standard output.
public final class SupervisorMain {
  private static final long STOPPING_SECONDS = 90;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final StackConfig config;
  private Phase phase = Phase.STARTING;
  private Optional<LocalStack> stack = Optional.empty();
  private final CountDownLatch over = new CountDownLatch(1);

  private SupervisorMain(StackConfig config) {
    this.config = config;
  }

  /// Arguments: the number of nodes or `-`, and the process to be attached to or `-`.
  public static void main(String[] arguments) {
    SupervisorMain supervisor = new SupervisorMain(config(System.getenv(), arguments[0]));
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> supervisor.stop(main)));
    if (!arguments[1].equals("-")) {
      endWith(Long.parseLong(arguments[1]));
    }
    boolean succeeded = supervisor.run();
    // The shutdown hook waits for this and not for our end: exiting waits for the hook.
    supervisor.over.countDown();
    System.exit(succeeded ? 0 : 1);
  }

  private static StackConfig config(Map<String, String> environment, String nodes) {
    Path home = Path.of(environment.getOrDefault("SKERRY_HOME", "."));
    StackLayout layout =
        new StackLayout(
            Path.of(environment.getOrDefault("SKERRY_STATE", home.resolve(".skerry").toString())));
    Programs programs =
        new Installation(home, layout)
            .programs(Path.of(environment.getOrDefault("SKERRY_ETCD", "etcd")));
    return new StackConfig(
        layout,
        Ports.of(environment),
        programs,
        home.resolve("examples"),
        nodes.equals("-") ? new Fleet.AsBefore() : new Fleet.Count(Integer.parseInt(nodes)),
        Supervision.RESTART,
        new Settings(environment.getOrDefault("SKERRY_DB_URL", ""), Map.of()));
  }

  private static void endWith(long pid) {
    ProcessHandle.of(pid)
        .ifPresentOrElse(
            process -> {
              var _ = process.onExit().thenRun(() -> System.exit(0));
            },
            () -> System.exit(0));
  }

  /// Runs until stopped; whether the stack ever ran.
  private boolean run() {
    enter(Phase.STARTING);
    try (LocalStack started = LocalStack.start(config, this::say)) {
      stack = Optional.of(started);
      enter(Phase.READY);
      new CountDownLatch(1).await();
      return true;
    } catch (StepFailedException failed) {
      failed.report().forEach(this::say);
      enter(Phase.FAILED);
      return false;
    } catch (InterruptedException told) {
      // Told to stop: by now everything is stopped.
      return true;
    } catch (RuntimeException | OutOfMemoryError unexpected) {
      say("failed: " + unexpected + "; log: " + config.layout().log("supervisor"));
      unexpected.printStackTrace();
      enter(Phase.FAILED);
      return false;
    } finally {
      forget();
    }
  }

  /// Runs in the shutdown hook.
  private void stop(Thread main) {
    if (over.getCount() == 0) {
      return;
    }
    enter(Phase.STOPPING);
    main.interrupt();
    try {
      if (!over.await(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        say("not everything stopped in " + STOPPING_SECONDS + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void say(String line) {
    boolean late = phase == Phase.READY;
    System.out.println(
        late ? "[" + LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "] " + line : line);
    if (late) {
      enter(phase);
    }
  }

  private synchronized void enter(Phase next) {
    phase = next;
    List<StackState.PartState> parts =
        stack
            .map(running -> running.parts().stream().map(part -> state(running, part)).toList())
            .orElse(List.of());
    try {
      new StackState(next, PidFile.of(ProcessHandle.current()), config.rest(), parts)
          .write(config.layout().stateFile());
    } catch (IOException failure) {
      System.out.println(
          "cannot write " + config.layout().stateFile() + ": " + failure.getMessage());
    }
  }

  private static StackState.PartState state(LocalStack running, Part part) {
    return new StackState.PartState(
        part.name(),
        part.address(),
        part.process().map(ProcessHandle::pid).orElse(0L),
        running.restartsOf(part),
        part.log().toString());
  }

  private void forget() {
    try {
      if (phase != Phase.FAILED) {
        Files.deleteIfExists(config.layout().stateFile());
      }
    } catch (IOException leftBehind) {
      System.out.println("cannot delete " + config.layout().stateFile());
    }
  }
}
