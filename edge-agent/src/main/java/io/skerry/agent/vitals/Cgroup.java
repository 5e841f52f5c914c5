package io.skerry.agent.vitals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The control group of this process, in either of the kernel's two layouts. A limit is that of the
/// nearest group that has one, and usage is read beside the limit: what counts against it is all
/// that the group does.
///
/// @param files where the kernel tells
record Cgroup(KernelFiles files) {

  private static final String MOUNT = "sys/fs/cgroup";
  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;

  /// The kernel writes nearly this where there is no limit.
  private static final long UNLIMITED = 1L << 60;

  /// @param limit most bytes
  /// @param used bytes now
  record Memory(long limit, long used) {}

  /// The limited memory of the group; empty when nothing limits it.
  List<Memory> memory() {
    List<Memory> unified = limited("", "", "memory.max", "memory.current");
    return unified.isEmpty()
        ? limited("memory", "/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")
        : unified;
  }

  /// The cores that the group may use; empty when nothing limits it.
  OptionalDouble cores() {
    for (String group : groups("", "")) {
      List<String> quota =
          files.text(group + "/cpu.max").map(it -> List.of(it.split(" "))).orElse(List.of());
      if (quota.size() == 2 && KernelFiles.parse(quota.getFirst()).isPresent()) {
        return ratio(KernelFiles.parse(quota.getFirst()), KernelFiles.parse(quota.getLast()));
      }
    }
    for (String group : groups("cpu", "/cpu")) {
      OptionalLong quota = files.number(group + "/cpu.cfs_quota_us");
      if (quota.isPresent() && quota.getAsLong() > 0) {
        return ratio(quota, files.number(group + "/cpu.cfs_period_us"));
      }
    }
    return OptionalDouble.empty();
  }

  /// The seconds of processor time that the group has used; empty when the kernel does not say.
  OptionalDouble cpuSeconds() {
    for (String group : groups("", "")) {
      OptionalLong micros = files.number(group + "/cpu.stat", "usage_usec");
      if (micros.isPresent()) {
        return OptionalDouble.of(micros.getAsLong() / MICROS);
      }
    }
    for (String group : groups("cpuacct", "/cpuacct")) {
      OptionalLong nanos = files.number(group + "/cpuacct.usage");
      if (nanos.isPresent()) {
        return OptionalDouble.of(nanos.getAsLong() / NANOS);
      }
    }
    return OptionalDouble.empty();
  }

  /// How often the kernel killed something of the group for want of memory.
  OptionalLong killed() {
    for (String group : groups("", "")) {
      OptionalLong kills = files.number(group + "/memory.events", "oom_kill");
      if (kills.isPresent()) {
        return kills;
      }
    }
    for (String group : groups("memory", "/memory")) {
      OptionalLong kills = files.number(group + "/memory.oom_control", "oom_kill");
      if (kills.isPresent()) {
        return kills;
      }
    }
    return OptionalLong.empty();
  }

  private List<Memory> limited(String controller, String mount, String limit, String used) {
    for (String group : groups(controller, mount)) {
      OptionalLong most = files.number(group + "/" + limit);
      OptionalLong now = files.number(group + "/" + used);
      if (most.isPresent() && most.getAsLong() < UNLIMITED && now.isPresent()) {
        return List.of(new Memory(most.getAsLong(), now.getAsLong()));
      }
    }
    return List.of();
  }

  /// The folders of the group and of those around it, the innermost first. Inside a container the
  /// group's path may not exist; its own group is then the mount itself.
  private List<String> groups(String controller, String mount) {
    String path = path(controller);
    List<String> found = new ArrayList<>();
    while (!path.isEmpty()) {
      found.add(MOUNT + mount + path);
      path = path.substring(0, path.lastIndexOf('/'));
    }
    found.add(MOUNT + mount);
    return found;
  }

  private String path(String controller) {
    return files.lines("proc/self/cgroup").stream()
        .map(line -> List.of(line.split(":", 3)))
        .filter(parts -> parts.size() == 3)
        .filter(parts -> List.of(parts.get(1).split(",")).contains(controller))
        .map(parts -> parts.get(2))
        .filter(found -> found.startsWith("/") && found.length() > 1)
        .findFirst()
        .orElse("");
  }

  private static OptionalDouble ratio(OptionalLong quota, OptionalLong period) {
    return quota.isPresent() && period.isPresent() && period.getAsLong() > 0
        ? OptionalDouble.of(quota.getAsLong() / (double) period.getAsLong())
        : OptionalDouble.empty();
  }
}
