package io.skerry.agent.vitals;

import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Reads how the machine is: within the control group where one limits the node, else of the whole
/// machine. Loads no management classes, and starts a process only where NVIDIA's driver is at
/// work, without ever waiting for it. One thread at a time.
public final class VitalsProbe implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final double TICKS = 100;
  private static final double MILLI = 1000;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int MOST_GPUS = 16;
  private static final long KIB = 1024;

  /// There once the driver is loaded, and, after that, reachable by this process: in many a
  /// container only the first is.
  private static final List<String> NVIDIA = List.of("proc/driver/nvidia/version", "dev/nvidiactl");

  private final KernelFiles files;
  private final Cgroup cgroup;
  private final int processors;
  private OptionalDouble lastCpu = OptionalDouble.empty();
  private long lastNanos;
  private OptionalLong toldKills = OptionalLong.empty();
  private Optional<NvidiaCards> nvidia = Optional.empty();
  private boolean closed;

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
    List<Card> cards = cards(nanos);
    return memory.map(
        it ->
            new Vitals(
                cgroup.cores().orElse(processors),
                used,
                it.limit(),
                Math.min(it.used(), it.limit()),
                kib("proc/self/status", "VmRSS").orElse(0),
                celsius(cards),
                gpus(cards)));
  }

  /// Ends what it has started, and starts nothing any more. Can still be read.
  @Override
  public void close() {
    closed = true;
    nvidia.ifPresent(NvidiaCards::close);
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

  private List<Card> cards(long nanos) {
    List<Card> cards = new ArrayList<>(new KernelCards(files).read());
    if (!closed && NVIDIA.stream().allMatch(files::isThere)) {
      NvidiaCards asked = nvidia.orElseGet(() -> new NvidiaCards(files.root()));
      nvidia = Optional.of(asked);
      asked.ask(nanos);
    }
    nvidia.ifPresent(it -> cards.addAll(it.known(nanos)));
    return cards;
  }

  /// Cards count: they are what gets hottest where there are any.
  private Optional<Double> celsius(List<Card> cards) {
    Stream<Double> zones =
        files.matching("sys/class/thermal", "thermal_zone*").stream()
            .flatMap(zone -> files.celsius(zone + "/temp").stream());
    return Stream.concat(zones, cards.stream().flatMap(card -> card.celsius().stream()))
        .max(Double::compare);
  }

  private static List<Gpu> gpus(List<Card> cards) {
    return cards.stream().flatMap(card -> card.gpu().stream()).limit(MOST_GPUS).toList();
  }

  private static double rounded(double cores) {
    return Math.round(cores * MILLI) / MILLI;
  }
}
