package io.skerry.agent;

import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.Rejected;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A program that embeds a node and dies of some configuration: as soon as it is loaded, a while
/// later, or when a request needs it.
final class CrashingAgentMain {

  static final int CRASHED = 42;
  private static final long LATER_MILLIS = 400;

  private CrashingAgentMain() {}

  /// @param arguments data directory, the digest that is deadly, and when
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SkerryOptions options = SkerryOptions.of(Samples.NODE.value(), Path.of(arguments[0]));
    String deadly = arguments[1];
    AgentRuntime runtime = AgentRuntime.system();
    Skerry skerry = Skerry.open(options, runtime, runtime::close);
    if (arguments[2].equals("on-load")) {
      dieOf(deadly, skerry.config());
    }
    Runtime.getRuntime().addShutdownHook(new Thread(skerry::close));
    try (PrintStream out =
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      out.println(server.getLocalPort());
      if (arguments[2].equals("later")) {
        boolean never = new CountDownLatch(1).await(LATER_MILLIS, TimeUnit.MILLISECONDS);
        out.println(never);
        dieOf(deadly, skerry.config());
      }
      answer(server, skerry, deadly);
    }
  }

  private static void answer(ServerSocket server, Skerry skerry, String deadly) throws IOException {
    try (Socket request = server.accept()) {
      dieOf(deadly, skerry.config());
      Report report = skerry.board().report();
      String answer =
          "%s %s %s\n"
              .formatted(
                  report.applied().map(a -> a.snapshot().hex()).orElse("nothing"),
                  report.rejected().map(Rejected::code).orElse("none"),
                  report.conditions().stream().map(Condition::type).toList());
      request.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void dieOf(String deadly, ConfigView config) {
    if (config.version().filter(v -> v.snapshot().hex().equals(deadly)).isPresent()) {
      Runtime.getRuntime().halt(CRASHED);
    }
  }
}
