package io.skerry.it.rules.planted.agent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

final class PlantedSources {
  static final class CallsNow {
    Instant read() {
      return Instant.now();
    }
  }

  static final class RefersToNow {
    Supplier<Instant> source() {
      return Instant::now;
    }
  }

  static final class AsksForToday {
    LocalDate read() {
      return LocalDate.now(ZoneOffset.UTC);
    }
  }

  static final class Measures {
    long read() {
      return System.nanoTime();
    }
  }

  static final class RollsDice {
    UUID roll() {
      return UUID.randomUUID();
    }
  }

  static final class Sleeps {
    void doze() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class Lingers {
    int outcome(Process process) throws InterruptedException {
      return process.waitFor();
    }
  }

  static final class Spawns {
    ExecutorService open() {
      return Executors.newVirtualThreadPerTaskExecutor();
    }
  }
}
