package io.skerry.agent.vitals;

import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads how the machine is: within the control group where one limits the node, else of the whole
/// machine. Starts no process and loads no management classes. One thread at a time.
public final class VitalsProbe {

  private static final double NANOS = 1e9;
  private static final double TICKS = 100;
  private static final double MILLI = 1000;
  private static final double PERCENT = 100;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int MOST_GPUS = 16;
  private static final long KIB = 1024;

  private final KernelFiles files;
  private final Cgroup cgroup;
  private final int processors;
  private OptionalDouble lastCpu = OptionalDouble.empty();
  private long lastNanos;
  private OptionalLong toldKills = OptionalLong.empty();

  /// @param root `/`, or a copy of it
  /// @param processors of the machine that this process may run on
  public VitalsProbe(Path root, int processors) {
    this.files = new KernelFiles(root);
    this.cgroup = new Cgroup(files);
    this.processors = processors;
  }

  /// How the machine is now; empty on a system that does not tell.
  ///
  /// @param nanos monotonic
  public Optional<Vitals> read(long nanos) {
    Optional<Cgroup.Memory> memory = memory();
    Optional<Double> used = cpuUsed(nanos);
    return memory.map(
        it ->
            new Vitals(
                cgroup.cores().orElse(processors),
                used,
                it.limit(),
                Math.min(it.used(), it.limit()),
                kib("proc/self/status", "VmRSS").orElse(0),
                celsius(),
                gpus()));
  }

  /// How often something here was killed for want of memory since the last call; the first counts
  /// nothing.
  public long killed() {
    OptionalLong all = cgroup.killed();
    long fresh = all.orElse(0) - toldKills.orElse(all.orElse(0));
    toldKills = all;
    return Math.max(0, fresh);
  }

  private Optional<Cgroup.Memory> memory() {
    OptionalLong total = kib("proc/meminfo", "MemTotal");
    OptionalLong free = kib("proc/meminfo", "MemAvailable");
    Optional<Cgroup.Memory> limited =
        cgroup.memory().stream()
            .findFirst()
            .filter(it -> total.isEmpty() || it.limit() < total.getAsLong());
    return limited.or(
        () ->
            total.isPresent() && free.isPresent()
                ? Optional.of(
                    new Cgroup.Memory(total.getAsLong(), total.getAsLong() - free.getAsLong()))
                : Optional.empty());
  }

  private OptionalLong kib(String path, String name) {
    OptionalLong number = files.number(path, name);
    return number.isPresent() ? OptionalLong.of(number.getAsLong() * KIB) : number;
  }

  private Optional<Double> cpuUsed(long nanos) {
    OptionalDouble now = cgroup.cores().isPresent() ? cgroup.cpuSeconds() : machineSeconds();
    OptionalDouble before = lastCpu;
    double elapsed = (nanos - lastNanos) / NANOS;
    lastCpu = now;
    lastNanos = nanos;
    if (now.isEmpty() || before.isEmpty() || elapsed <= 0) {
      return Optional.empty();
    }
    double cores = Math.max(0, (now.getAsDouble() - before.getAsDouble()) / elapsed);
    return Optional.of(rounded(Math.min(cores, processors)));
  }

  /// Seconds that all processors together were busy.
  private OptionalDouble machineSeconds() {
    List<String> ticks =
        files.lines("proc/stat").stream()
            .findFirst()
            .map(line -> List.of(line.trim().split("\\s+")))
            .orElse(List.of());
    double busy = 0;
    for (int i = 1; i < ticks.size(); i++) {
      busy += i == IDLE || i == IO_WAIT ? 0 : KernelFiles.parse(ticks.get(i)).orElse(0);
    }
    return ticks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(busy / TICKS);
  }

  private Optional<Double> celsius() {
    return files.matching("sys/class/thermal", "thermal_zone*").stream()
        .map(zone -> files.number(zone + "/temp"))
        .filter(OptionalLong::isPresent)
        .map(milli -> milli.getAsLong() / MILLI)
        .filter(degrees -> degrees > 0 && degrees < 150)
        .max(Double::compare);
  }

  /// Those whose driver shows them to the kernel.
  private List<Gpu> gpus() {
    List<Gpu> gpus = new ArrayList<>();
    for (String card : files.matching("sys/class/drm", "card[0-9]")) {
      OptionalLong total = files.number(card + "/device/mem_info_vram_total");
      OptionalLong used = files.number(card + "/device/mem_info_vram_used");
      OptionalLong busy = files.number(card + "/device/gpu_busy_percent");
      if (total.isPresent() && used.isPresent() && gpus.size() < MOST_GPUS) {
        Optional<Double> share =
            busy.isPresent()
                ? Optional.of(Math.clamp(busy.getAsLong() / PERCENT, 0.0, 1.0))
                : Optional.empty();
        gpus.add(
            new Gpu(
                card.substring(card.lastIndexOf('/') + 1),
                share,
                total.getAsLong(),
                used.getAsLong()));
      }
    }
    return gpus;
  }

  private static double rounded(double cores) {
    return Math.round(cores * MILLI) / MILLI;
  }
}
