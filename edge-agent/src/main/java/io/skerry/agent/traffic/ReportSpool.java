package io.skerry.agent.traffic;

import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.DiskException;
import io.skerry.schema.model.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports that wait to be sent, oldest first. Bounded: the oldest are given up for new ones. While
/// reports go out as they come nothing touches the disk; [#spill] writes what waits, so that it
/// survives a restart. A disk that fails costs that, and nothing else.
///
/// One thread at a time.
final class ReportSpool {

  /// Five and a half hours of windows.
  static final int MOST_REPORTS = 2000;

  static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ReportSpool.class);
  private static final Pattern NAME = Pattern.compile("report-([0-9]{12})(-.*)?\\.json");

  private final Disk disk;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long next;
  private long bytes;
  private long dropped;
  private boolean failing;

  /// A report that waits.
  ///
  /// @param name of its file
  /// @param content the encoded report
  /// @param onDisk whether its file is there
  private record Waiting(String name, Bytes content, boolean onDisk) {}

  private ReportSpool(Disk disk) {
    this.disk = disk;
  }

  /// A spool with what an earlier start left on the disk.
  static ReportSpool open(Disk disk) {
    ReportSpool spool = new ReportSpool(disk);
    spool.load();
    return spool;
  }

  /// Adds the newest report.
  void add(Bytes report) {
    next++;
    waiting.addLast(
        new Waiting(String.format(Locale.ROOT, "report-%012d.json", next), report, false));
    bytes += report.size();
    while (waiting.size() > MOST_REPORTS || bytes > MOST_BYTES) {
      removeFirst();
      dropped++;
    }
  }

  /// The report to be sent next.
  Optional<Bytes> first() {
    return Optional.ofNullable(waiting.peekFirst()).map(Waiting::content);
  }

  /// Forgets the report that [#first] gave.
  void removeFirst() {
    Waiting gone = waiting.removeFirst();
    bytes -= gone.content().size();
    if (gone.onDisk()) {
      guarded(() -> disk.delete(gone.name()));
    }
  }

  /// Writes every report that waits and is not on the disk yet.
  void spill() {
    Deque<Waiting> written = new ArrayDeque<>();
    for (Waiting each : waiting) {
      written.addLast(
          each.onDisk()
              ? each
              : new Waiting(each.name(), each.content(), guarded(() -> write(each))));
    }
    waiting.clear();
    waiting.addAll(written);
  }

  /// The same under names of its own, while another process keeps its reports in the folder.
  void spillAs(String owner) {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    for (Waiting each : all) {
      String own = each.name().replace(".json", "-" + owner + ".json");
      waiting.addLast(each.onDisk() ? each : new Waiting(own, each.content(), false));
    }
    spill();
  }

  int size() {
    return waiting.size();
  }

  /// Reports that were given up since the last call.
  long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }

  private void write(Waiting report) {
    try (Disk.Appender file = disk.append(report.name())) {
      file.truncate(0);
      file.write(report.content().toArray());
    }
  }

  private void load() {
    guarded(
        () -> {
          List<String> names =
              disk.list().stream().filter(name -> NAME.matcher(name).matches()).sorted().toList();
          for (String name : names) {
            next = Long.parseLong(name.substring(7, 19));
            disk.read(name)
                .ifPresent(
                    content -> {
                      waiting.addLast(new Waiting(name, Bytes.copyOf(content), true));
                      bytes += content.length;
                    });
          }
        });
    while (waiting.size() > MOST_REPORTS || bytes > MOST_BYTES) {
      removeFirst();
      dropped++;
    }
  }

  private boolean guarded(Runnable work) {
    try {
      work.run();
      failing = false;
      return true;
    } catch (DiskException e) {
      if (!failing) {
        LOG.warn("unsent telemetry does not survive a restart: {}", e.getMessage());
      }
      failing = true;
      return false;
    }
  }
}
