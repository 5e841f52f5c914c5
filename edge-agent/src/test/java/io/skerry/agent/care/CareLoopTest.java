package io.skerry.agent.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.schema.codec.StatusFormat.NotNow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CareLoopTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path folder = Path.of("");
  private Duration passed = Duration.ZERO;
  private Optional<String> problem = Optional.empty();
  private int tests;
  private final List<String> told = new ArrayList<>();
  private final InstantSource clock = () -> START.plus(passed);
  private final StatusBoard board = new StatusBoard("b1", "1.0", clock);

  private CareLoop loop() {
    return new CareLoop(
        List.of(
            () -> {
              tests++;
              return problem;
            }),
        told::add,
        List.of(new NotNowFile(folder, board, clock)::look),
        CareLoop.Pace.DEFAULT,
        () -> passed.toNanos());
  }

  private void steps(CareLoop loop, int count) {
    for (int i = 0; i < count; i++) {
      loop.step();
      passed = passed.plusSeconds(2);
    }
  }

  private Optional<NotNow> wish() {
    return board.report().notNow();
  }

  @Test
  void aTestThatSucceedsIsDoneNowAndThenAndNotToldOf() {
    steps(loop(), 31);
    assertThat(tests).isEqualTo(3);
    assertThat(told).isEmpty();
  }

  @Test
  void aTestIsBelievedToFailTheThirdTimeInARow() {
    CareLoop loop = loop();
    problem = Optional.of("no room");
    steps(loop, 2);
    problem = Optional.empty();
    steps(loop, 1);
    assertThat(told).isEmpty();

    problem = Optional.of("no room");
    passed = passed.plusSeconds(30);
    steps(loop, 5);
    assertThat(told).containsExactly("no room");

    problem = Optional.empty();
    steps(loop, 1);
    assertThat(told).containsExactly("no room", "");
  }

  @Test
  void whileTheFileIsThereTheNodeAsksNotToBeChanged() throws IOException {
    CareLoop loop = loop();
    Path file = folder.resolve(NotNowFile.NAME);
    steps(loop, 1);
    assertThat(wish()).isEmpty();

    Files.writeString(file, "  a broadcast \nof the final\n");
    steps(loop, 1);
    assertThat(wish()).map(NotNow::reason).contains("a broadcast");
    Instant first = wish().orElseThrow().until();
    steps(loop, 100);
    assertThat(wish()).map(NotNow::until).contains(first);
    steps(loop, 100);
    assertThat(wish().orElseThrow().until()).isAfter(first);

    Files.delete(file);
    steps(loop, 1);
    assertThat(wish()).isEmpty();
  }

  @Test
  void aWishOfTheProgramIsNotTakenBackByTheFile() {
    board.deferChanges(START.plusSeconds(3600), "mine");
    steps(loop(), 3);
    assertThat(wish()).map(NotNow::reason).contains("mine");
  }

  @Test
  void aFolderThatCannotBeWrittenIsAProblem() {
    assertThat(new DiskCheck(folder).problem()).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(new DiskCheck(folder.resolve("gone")).problem())
        .hasValueSatisfying(it -> assertThat(it).contains("cannot be written"));
  }

  @Test
  void aGatewayThatAcceptsAndSaysNothingIsAProblem() throws IOException {
    int port;
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort();
      assertThat(check(port, true).problem()).isPresent();
      assertThat(check(port, false).problem()).isEmpty();
    }
    assertThat(check(port, false).problem())
        .hasValueSatisfying(it -> assertThat(it).startsWith("the gateway on port "));
  }

  private static GatewayCheck check(int port, boolean isPlain) {
    return new GatewayCheck(new InetSocketAddress(port), isPlain, Duration.ofMillis(200));
  }
}
