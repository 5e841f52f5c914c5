package io.skerry.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The packaged agent as a process of its own.
final class AgentProcess implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Process process;
  private final Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private AgentProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  static AgentProcess start(Path data, String... flags) {
    try {
      Files.deleteIfExists(data.resolve("local-api.address"));
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + Path.of("target", "agent.jvmopts"),
                  "-jar",
                  Path.of("target", "skerry-agent.jar").toString(),
                  "--node",
                  Samples.NODE.value(),
                  "--data-dir",
                  data.toString()));
      command.addAll(List.of(flags));
      Path log = Path.of("target", "agent-it.log");
      return new AgentProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start(),
          data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where its gateway listens, once it does.
  Optional<Integer> gatewayPort() {
    try {
      String address = Files.readString(data.resolve("gateway.address")).strip();
      return Optional.of(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /// The answer of the local API, once it answers.
  Optional<HttpResponse<String>> get(String path) {
    try {
      String address = Files.readString(data.resolve("local-api.address")).strip();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(ANSWER).build();
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// As a power failure would, for a process.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /// Asks it to end.
  ///
  /// @return whether it ended within the time
  boolean terminate(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
