package io.skerry.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.ManifestReader;
import io.skerry.cli.local.StackState.PartState;
import io.skerry.cli.local.StackState.Phase;
import io.skerry.cli.shell.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherPartsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aProcessIsKnownAgainByItsStartTime() throws IOException {
    Path file = folder.resolve("run/self.pid");
    PidFile.of(ProcessHandle.current()).write(file);

    assertThat(PidFile.read(file).orElseThrow().process()).contains(ProcessHandle.current());
    assertThat(new PidFile(ProcessHandle.current().pid(), Instant.EPOCH).process()).isEmpty();
  }

  @Test
  void anAddressFileWithoutContentIsNoAddressYet() throws IOException {
    Path file = Files.writeString(folder.resolve("address"), "");
    AgentAddress address = new AgentAddress(file, 0);

    assertThat(address.isNoted()).isFalse();
    assertThat(address).hasToString("http://127.0.0.1:0");
    Files.writeString(file, "127.0.0.1:8481\n");
    assertThat(address.isNoted()).isTrue();
    assertThat(address).hasToString("http://127.0.0.1:8481");
  }

  @Test
  void anUnreadablePidFileIsNoProcess() throws IOException {
    assertThat(PidFile.read(Files.writeString(folder.resolve("x.pid"), "12"))).isEmpty();
    assertThat(PidFile.read(folder.resolve("missing.pid"))).isEmpty();
  }

  @Test
  void stateIsReadAsItWasWritten() throws IOException {
    StackState state =
        new StackState(
            Phase.READY,
            PidFile.read(Files.writeString(folder.resolve("x.pid"), "12 34")).orElseThrow(),
            "http://127.0.0.1:1",
            List.of(new PartState("etcd", "http://127.0.0.1:2", 7, 3, "/log")));
    Path file = folder.resolve("run/stack.json");
    state.write(file);

    assertThat(StackState.read(file)).contains(state);
    assertThat(StackState.read(Files.writeString(file, "{"))).isEmpty();
  }

  @Test
  void aStackWhoseSupervisorIsGoneDoesNotRun() throws IOException {
    StackLayout layout = new StackLayout(folder);
    new StackState(Phase.READY, new PidFile(Long.MAX_VALUE, Instant.EPOCH), "http://x", List.of())
        .write(layout.stateFile());

    assertThat(StackState.running(layout)).isEmpty();
  }

  @Test
  void aBusyPortIsFoundWithItsOwner() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(Ports.busy(List.of(port))).containsExactly(port);
      assertThat(PortOwner.of(port).orElse("")).contains("pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void portsComeFromTheEnvironment() {
    assertThat(Ports.of(Map.of("SKERRY_REST_PORT", "9000")).rest()).isEqualTo(9000);
    assertThat(Ports.of(Map.of())).isEqualTo(Ports.DEFAULT);
    assertThatThrownBy(() -> Ports.of(Map.of("SKERRY_ETCD_PORT", "70000")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("SKERRY_ETCD_PORT");
  }

  @Test
  void databaseAddressesAreTakenApart() {
    assertThat(DatabaseUrl.parse("postgresql://ann:p:w@db:6000/skerry"))
        .isEqualTo(new DatabaseUrl("db:6000/skerry", "ann", "p:w"));
    assertThat(DatabaseUrl.parse("jdbc:postgresql://db/skerry"))
        .isEqualTo(new DatabaseUrl("db:5432/skerry", "", ""));
    assertThatThrownBy(() -> DatabaseUrl.parse("mysql://ann:secret@db/x"))
        .isInstanceOf(CommandException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void theExamplesAreDocumentsOfThreeCellsWithTwoNodesEach() throws IOException {
    ExampleDocuments examples = examples();

    assertThat(names(examples.nodes()))
        .containsExactly("iad-1", "iad-2", "ams-1", "ams-2", "tpe-1", "tpe-2");
  }

  @Test
  void moreNodesAreSpreadEvenlyUnderNamesThatGoOn() throws IOException {
    List<JsonNode> eight = examples().nodes(8);

    assertThat(names(eight))
        .containsExactly("iad-1", "ams-1", "tpe-1", "iad-2", "ams-2", "tpe-2", "iad-3", "ams-3");
    assertThat(eight.getLast().at("/spec/cell").asText()).isEqualTo("azure-westeurope");
    assertThat(names(examples().nodes(1))).containsExactly("iad-1");
  }

  @Test
  void copiesKeepTheTimesThatCachesAreBoundTo() throws IOException {
    Path source = folder.resolve("a/b/file");
    Files.createDirectories(source.resolveSibling(""));
    Files.writeString(source, "text");
    Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(1_000_000));

    Folders.mirror(folder.resolve("a"), folder.resolve("copy"));

    Path copy = folder.resolve("copy/b/file");
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(source));
    Folders.delete(folder.resolve("copy"));
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  @Test
  void aTailPassesOnWholeLinesOnce() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "one\ntw");
    List<String> lines = new ArrayList<>();
    LogTail tail = new LogTail(log, lines::add);

    tail.copy();
    Files.writeString(log, "one\ntwo\n");
    tail.copy();
    tail.copy();

    assertThat(lines).containsExactly("one", "two");
  }

  private static ExampleDocuments examples() throws IOException {
    return ExampleDocuments.of(
        new ManifestReader(InputStream.nullInputStream())
            .read(List.of("../examples")).stream()
                .filter(manifest -> !manifest.source().contains("changes"))
                .toList());
  }

  private static List<String> names(List<JsonNode> nodes) {
    return nodes.stream().map(ExampleDocuments::nameOf).toList();
  }
}
