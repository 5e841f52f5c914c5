package io.skerry.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.traffic.ServedVersion;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogTest {

  private static final long MOST = 1024 * 1024;
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private FileDisk disk;

  @SuppressWarnings("NullAway.Init")
  private RequestLog log;

  private Instant now = START;

  @BeforeEach
  void open() {
    disk = FileDisk.open(folder);
    log = new RequestLog(disk, () -> now, MOST);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void aWindowIsItsNewestLinesOldestFirst() {
    for (int i = 0; i < 100; i++) {
      now = START.plusSeconds(i);
      log.ended(line("/" + i));
      log.flush();
    }

    LogWindow window = log.read(wish("w1 2026-03-01T10:00:10Z 2026-03-01T10:00:20Z 5"));
    LogWindow all = log.read(wish("w2 2026-03-01T10:00:10Z 2026-03-01T10:00:20Z 500"));

    assertThat(paths(window)).containsExactly("/16", "/17", "/18", "/19", "/20");
    assertThat(window.isTruncated()).isTrue();
    assertThat(all.lines()).hasSize(11);
    assertThat(all.isTruncated()).isFalse();
  }

  @Test
  void aWindowReachesOverFilesAndEndsAtItsSize() {
    String path = "/" + "x".repeat(400);
    for (int i = 0; i < 4_000; i++) {
      now = START.plusMillis(i);
      log.ended(line(path));
      if (i % 100 == 0) {
        log.flush();
      }
    }

    LogWindow window = log.read(wish("w1 2026-03-01T10:00:00Z 2026-03-01T10:00:03.999Z 1000"));

    assertThat(window.isTruncated()).isTrue();
    assertThat(String.join("", window.lines()).length())
        .isBetween(LogWindow.MOST_BYTES - 1000, LogWindow.MOST_BYTES);
    assertThat(window.lines().getLast()).startsWith("2026-03-01T10:00:03.999000Z ");
  }

  @Test
  void aLineThatWasTornIsLeftOut() {
    LogWindow window = new LogWindow(wish("w1 2026-03-01T10:00:00Z 2026-03-01T11:00:00Z 10"));

    boolean more =
        window.addFile(
            "2026-03-01T10:00:00Z a\n2026-03-01T10:0\n2026-03-01T10:00:01Z b\n2026-03-01T10:00:02Z"
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(more).isTrue();
    assertThat(window.lines())
        .containsExactly(
            "2026-03-01T10:00:00Z a", "2026-03-01T10:00:01Z b", "2026-03-01T10:00:02Z");
  }

  @Test
  void whatIsNoWishIsNone() {
    assertThat(LogWish.parse("")).isEmpty();
    assertThat(LogWish.parse("w1 yesterday 2026-03-01T10:00:20Z 5")).isEmpty();
    assertThat(LogWish.parse("w1 2026-03-01T10:00:00Z 2026-03-01T10:00:20Z five")).isEmpty();
    assertThat(LogWish.parse("w1 2026-03-01T10:00:00Z 2026-03-01T10:00:20Z 99999"))
        .map(LogWish::limit)
        .contains(LogWish.MOST_LINES);
  }

  private static LogWish wish(String text) {
    return LogWish.parse(text).orElseThrow();
  }

  private static List<String> paths(LogWindow window) {
    return window.lines().stream().map(line -> line.split(" ", -1)[4]).toList();
  }

  @Test
  void aRequestIsOneLine() throws IOException {
    log.ended(line("/a"));
    log.flush();

    assertThat(Files.readString(folder.resolve(log.files(START, now.plusSeconds(1)).getFirst())))
        .isEqualTo(
            "2026-03-01T10:00:00.000000Z 10.0.0.9 GET example.org /a 200 1024 2310 default/web/v1 aaaaaaaaaaaa\n");
    assertThat(log.takeBytes()).isEqualTo(log("/a").length());
  }

  @Test
  void whatComesFromOutsideCannotForgeALine() {
    assertThat(line("/a 200\n2026-03-01T10:00:00Z forged").text(START))
        .contains(" /a?200?2026-03-01T10:00:00Z?forged ")
        .hasLineCount(1);
    assertThat(line("x".repeat(5000)).text(START)).hasSizeLessThan(700);
    assertThat(line("").text(START)).contains(" - ").hasLineCount(1);
  }

  @Test
  void linesAreForgottenAfterTwoHours() {
    fill();
    now = now.plus(Duration.ofMinutes(90));
    fill();
    assertThat(log.files(START, now.plusSeconds(1))).hasSize(2);

    now = now.plus(Duration.ofMinutes(121));
    log.flush();

    assertThat(log.files(START, now)).hasSize(1);
    assertThat(requestFiles()).hasSize(1);
  }

  @Test
  void theRingNeverTakesMoreThanItsShareOfTheDisk() {
    for (int i = 0; i < 40; i++) {
      now = now.plusSeconds(1);
      fill();
    }

    assertThat(
            requestFiles().stream().mapToLong(name -> folder.resolve(name).toFile().length()).sum())
        .isLessThanOrEqualTo(MOST + MOST / RequestLog.SEGMENTS);
  }

  @Test
  void linesFasterThanTheDiskAreCountedNotKept() {
    RequestLine line = line("/" + "x".repeat(500));
    for (int i = 0; i < 4_000; i++) {
      log.ended(line);
    }

    assertThat(log.leftOut()).isBetween(100L, 1_000L);
    assertThat(log.takeBytes()).isZero();
    log.flush();
    assertThat(log.takeBytes() / line.text(START).length()).isEqualTo(4_000 - log.leftOut());
  }

  private String log(String path) {
    return line(path).text(START);
  }

  /// Nearly a file full.
  private void fill() {
    RequestLine line = line("/" + "x".repeat(500));
    for (int i = 0; i < 100; i++) {
      log.ended(line);
    }
    log.flush();
  }

  private List<String> requestFiles() {
    return disk.list().stream().filter(name -> name.startsWith("requests-")).toList();
  }

  private RequestLine line(String path) {
    return new RequestLine(
        "10.0.0.9",
        "GET",
        "example.org",
        path,
        200,
        1024,
        2310,
        new ServedVersion(TenantName.DEFAULT, new ResourceName("web"), new ResourceName("v1")),
        new Digest("a".repeat(64)));
  }
}
