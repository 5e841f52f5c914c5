package io.skerry.agent.logs;

import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.DiskException;
import io.skerry.agent.traffic.RawLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every request, in a ring of files on the node's disk: two hours or 64 MiB, whichever is less.
/// Lines that come faster than the disk takes them are counted and left out; a disk that fails
/// costs the lines and nothing else.
///
/// [#ended] may be called by any thread, forms the line and returns. Files are written by the
/// thread that runs [#run].
public final class RequestLog implements Requests, RawLog, Runnable {

  /// How long lines are kept at most.
  public static final Duration KEPT = Duration.ofHours(2);

  /// How much is kept at most.
  public static final long MOST_BYTES = 64L * 1024 * 1024;

  static final int SEGMENTS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final Pattern NAME = Pattern.compile("requests-([0-9]{13})\\.log");
  private static final int MOST_WAITING = 2 * 1024 * 1024;
  private static final long PERIOD_MILLIS = 500;

  private final Disk disk;
  private final InstantSource clock;
  private final long mostBytes;
  private final Object turn = new Object();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deque<Segment> segments = new ArrayDeque<>();
  private LineBuffer waiting = new LineBuffer(MOST_WAITING);
  private LineBuffer written = new LineBuffer(MOST_WAITING);
  private boolean failing;

  /// A file of the ring.
  ///
  /// @param name of the file
  /// @param since when its first line was written, in milliseconds
  /// @param size in bytes
  private record Segment(String name, long since, long size) {}

  /// A log that goes on after what an earlier start left.
  public RequestLog(Disk disk, InstantSource clock) {
    this(disk, clock, MOST_BYTES);
  }

  RequestLog(Disk disk, InstantSource clock, long mostBytes) {
    this.disk = disk;
    this.clock = clock;
    this.mostBytes = mostBytes;
  }

  /// Nobody holds the lock for longer than it takes to form a line or to change two references.
  @Override
  public void ended(RequestLine line) {
    synchronized (turn) {
      if (waiting.hasRoom()) {
        line.writeTo(waiting, clock.instant());
        return;
      }
    }
    left.increment();
  }

  /// Lines that the disk did not take count too.
  @Override
  public long takeBytes() {
    return bytes.sumThenReset();
  }

  /// Lines since the start that were left out.
  public long leftOut() {
    return left.sum();
  }

  /// Writes lines until [#close]. Returns soon after an interrupt.
  @Override
  public void run() {
    guarded(this::load);
    try {
      while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
  }

  @Override
  public void close() {
    stopped.countDown();
  }

  /// Writes the lines that wait, and forgets what is over its time.
  synchronized void flush() {
    byte[] lines = takeWaiting();
    bytes.add(lines.length);
    guarded(
        () -> {
          if (lines.length > 0) {
            write(lines);
          }
          forget();
        });
  }

  private byte[] takeWaiting() {
    synchronized (turn) {
      LineBuffer empty = written;
      written = waiting;
      waiting = empty;
    }
    return written.take();
  }

  /// The files that hold lines of a time, oldest first; lines of other times may be among them.
  synchronized List<String> files(Instant from, Instant to) {
    List<String> found = new ArrayList<>();
    List<Segment> all = List.copyOf(segments);
    for (int i = 0; i < all.size(); i++) {
      long until = i + 1 < all.size() ? all.get(i + 1).since() : Long.MAX_VALUE;
      if (all.get(i).since() < to.toEpochMilli() && until >= from.toEpochMilli()) {
        found.add(all.get(i).name());
      }
    }
    return found;
  }

  /// The newest lines of a window. A disk that fails costs what lies there.
  synchronized LogWindow read(LogWish wish) {
    flush();
    LogWindow window = new LogWindow(wish);
    guarded(
        () -> {
          boolean more = true;
          // A file begins when it is first written, which is after its first lines.
          Instant written = wish.to().plusMillis(2 * PERIOD_MILLIS);
          for (String name : files(wish.from(), written).reversed()) {
            if (more) {
              more = disk.read(name).map(window::addFile).orElse(true);
            }
          }
        });
    return window;
  }

  private void write(byte[] content) {
    Segment last = segments.peekLast();
    if (last == null || last.size() + content.length > mostBytes / SEGMENTS) {
      long since = Math.max(clock.millis(), last == null ? 0 : last.since() + 1);
      last = new Segment(String.format(Locale.ROOT, "requests-%013d.log", since), since, 0);
      segments.addLast(last);
    }
    try (Disk.Appender file = disk.append(last.name())) {
      file.write(content);
    }
    segments.removeLast();
    segments.addLast(new Segment(last.name(), last.since(), last.size() + content.length));
  }

  private void forget() {
    long oldest = clock.millis() - KEPT.toMillis();
    long size = segments.stream().mapToLong(Segment::size).sum();
    while (segments.size() > 1 && (size > mostBytes || secondBegan() < oldest)) {
      Segment gone = segments.removeFirst();
      size -= gone.size();
      disk.delete(gone.name());
    }
  }

  /// A file is over its time when the next one began before that.
  private long secondBegan() {
    return List.copyOf(segments).get(1).since();
  }

  private synchronized void load() {
    for (String name : disk.list().stream().sorted().toList()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        try (Disk.Appender file = disk.append(name)) {
          segments.addLast(new Segment(name, Long.parseLong(matcher.group(1)), file.size()));
        }
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
      failing = false;
    } catch (DiskException e) {
      if (!failing) {
        LOG.warn("the request log cannot be written: {}", e.getMessage());
      }
      failing = true;
    }
  }
}
