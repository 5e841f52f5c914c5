package io.skerry.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.traffic.ServedVersion;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.io.IOException;
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
  void aRequestIsOneLine() throws IOException {
    log.ended(line("/a"));
    log.flush();

    assertThat(Files.readString(folder.resolve(log.files(START, now.plusSeconds(1)).getFirst())))
        .isEqualTo(
            "2026-03-01T10:00:00Z 10.0.0.9 GET example.org /a 200 1024 2310 default/web/v1 aaaaaaaaaaaa\n");
    assertThat(log.takeBytes()).isEqualTo(log("/a").length());
  }

  @Test
  void whatComesFromOutsideCannotForgeALine() {
    assertThat(line("/a 200\n2026-03-01T10:00:00Z forged").text(START))
        .contains(" /a?200?2026-03-01T10:00:00Z?forged ")
        .hasLineCount(1);
    assertThat(line("x".repeat(5000)).text(START)).hasSizeLessThan(700);
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
    for (int i = 0; i < 20_000; i++) {
      log.ended(line("/a"));
    }

    assertThat(log.leftOut()).isEqualTo(20_000 - 16_384);
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
