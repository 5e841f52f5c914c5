package io.skerry.agent.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Vitals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitalsProbeTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  @BeforeEach
  void aMachineWithEightGigabytes() throws IOException {
    write("proc/meminfo", "MemTotal:  8000000 kB\nMemFree: 1 kB\nMemAvailable:  6000000 kB\n");
    write("proc/self/status", "Name: java\nVmRSS:\t   70000 kB\n");
    write("proc/stat", "cpu  100 0 100 5000 50 0 0 0\ncpu0 1 1 1 1\n");
  }

  @Test
  void withoutALimitTheWholeMachineCounts() throws IOException {
    VitalsProbe probe = new VitalsProbe(root, 4);
    assertThat(probe.read(0).orElseThrow().cpuUsed()).isEmpty();
    write("proc/stat", "cpu  300 0 200 9000 90 0 0 0\n");

    Vitals vitals = probe.read(2 * SECOND).orElseThrow();

    assertThat(vitals)
        .isEqualTo(
            new Vitals(
                4,
                Optional.of(1.5),
                8_192_000_000L,
                2_048_000_000L,
                71_680_000L,
                Optional.empty(),
                List.of()));
  }

  @Test
  void theNearestLimitOfTheUnifiedHierarchyCounts() throws IOException {
    write("proc/self/cgroup", "0::/system.slice/skerry.service\n");
    String group = "sys/fs/cgroup/system.slice/skerry.service";
    write(group + "/memory.max", "max\n");
    write(group + "/memory.current", "1000\n");
    write("sys/fs/cgroup/system.slice/memory.max", "536870912\n");
    write("sys/fs/cgroup/system.slice/memory.current", "134217728\n");
    write(group + "/cpu.max", "150000 100000\n");
    write(group + "/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
    VitalsProbe probe = new VitalsProbe(root, 4);
    assertThat(probe.read(0)).isPresent();
    write(group + "/cpu.stat", "usage_usec 3000000\nuser_usec 1\n");

    Vitals vitals = probe.read(4 * SECOND).orElseThrow();

    assertThat(vitals.cpuLimit()).isEqualTo(1.5);
    assertThat(vitals.cpuUsed()).contains(0.5);
    assertThat(vitals.memoryLimit()).isEqualTo(536_870_912);
    assertThat(vitals.memoryUsed()).isEqualTo(134_217_728);
  }

  @Test
  void theOlderLayoutIsUnderstoodToo() throws IOException {
    write("proc/self/cgroup", "4:memory:/box\n2:cpuacct,cpu:/box\n0::/\n");
    write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "1073741824\n");
    write("sys/fs/cgroup/memory/box/memory.usage_in_bytes", "536870912\n");
    write("sys/fs/cgroup/cpu/box/cpu.cfs_quota_us", "50000\n");
    write("sys/fs/cgroup/cpu/box/cpu.cfs_period_us", "100000\n");

    Vitals vitals = new VitalsProbe(root, 4).read(0).orElseThrow();

    assertThat(vitals.cpuLimit()).isEqualTo(0.5);
    assertThat(vitals.memoryLimit()).isEqualTo(1_073_741_824);
  }

  @Test
  void killsForWantOfMemoryCountFromNowOn() throws IOException {
    write("sys/fs/cgroup/memory.events", "oom 3\noom_kill 2\n");
    VitalsProbe probe = new VitalsProbe(root, 4);
    assertThat(probe.killed()).isZero();
    write("sys/fs/cgroup/memory.events", "oom 9\noom_kill 5\n");

    assertThat(probe.killed()).isEqualTo(3);
    assertThat(probe.killed()).isZero();
  }

  @Test
  void theHottestSensorAndTheGpusOfTheKernelAreShown() throws IOException {
    write("sys/class/thermal/thermal_zone0/temp", "41000\n");
    write("sys/class/thermal/thermal_zone1/temp", "63500\n");
    write("sys/class/thermal/thermal_zone2/temp", "not there\n");
    write("sys/class/drm/card0/device/mem_info_vram_total", "1000\n");
    write("sys/class/drm/card0/device/mem_info_vram_used", "400\n");
    write("sys/class/drm/card0/device/gpu_busy_percent", "25\n");
    write("sys/class/drm/card1/device/vendor", "0x8086\n");

    Vitals vitals = new VitalsProbe(root, 4).read(0).orElseThrow();

    assertThat(vitals.celsius()).contains(63.5);
    assertThat(vitals.gpus()).containsExactly(new Gpu("card0", Optional.of(0.25), 1000, 400));
  }

  @Test
  void aCardMayBeTheHottest() throws IOException {
    write("sys/class/thermal/thermal_zone0/temp", "41000\n");
    write("sys/class/drm/card0/device/hwmon/hwmon3/temp1_input", "78000\n");

    assertThat(new VitalsProbe(root, 4).read(0).orElseThrow().celsius()).contains(78.0);
  }

  @Test
  void aSystemThatTellsNothingHasNoVitals() throws IOException {
    Path nothing = Files.createDirectory(root.resolve("nothing"));

    assertThat(new VitalsProbe(nothing, 4).read(0)).isEmpty();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
