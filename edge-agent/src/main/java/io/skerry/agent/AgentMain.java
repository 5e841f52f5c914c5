package io.skerry.agent;

import io.skerry.agent.care.CareLoop;
import io.skerry.agent.care.DiskCheck;
import io.skerry.agent.care.GatewayCheck;
import io.skerry.agent.care.NotNowFile;
import io.skerry.agent.care.SelfCheck;
import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.serve.LocalApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent as a process: a node with its local API. Ends on SIGTERM within a few seconds. Exit
/// codes: 0 asked to end, 1 cannot start, 2 wrong flags.
public final class AgentMain {

  private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
  private static final String ADDRESS_FILE = "local-api.address";
  private static final String GATEWAY_FILE = "gateway.address";
  private static final Duration SELF_TEST_STEP = Duration.ofSeconds(2);
  private static final int CANNOT_START = 1;
  private static final int WRONG_FLAGS = 2;

  private AgentMain() {}

  /// Runs until the process is asked to end.
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.contains("--help")) {
      LOG.info("{}", AgentFlags.USAGE);
      return;
    }
    try {
      if (given.equals(List.of("--train"))) {
        TrainingMain.run();
        return;
      }
      run(AgentFlags.parse(given, System.getenv()));
    } catch (IllegalArgumentException e) {
      LOG.error("{}\n{}", e.getMessage(), AgentFlags.USAGE);
      System.exit(WRONG_FLAGS);
    } catch (SkerryException | IOException e) {
      LOG.error("cannot start: {}", e.getMessage());
      System.exit(CANNOT_START);
    }
  }

  /// The local API answers before anything touches the network.
  private static void run(AgentFlags flags) throws IOException {
    AgentRuntime runtime = AgentRuntime.system();
    Skerry skerry = Skerry.open(flags.options(), runtime, runtime::close);
    skerry.telemetry().watch(Measuring.machine());
    LocalApi api =
        LocalApi.start(skerry.localApiSources(), listenable(flags.listen()), runtime.executor());
    publish(flags.options().dataDirectory().resolve(ADDRESS_FILE), api.address());
    LOG.info("local API on http://{}", text(api.address()));
    if (skerry.gatewayAddress().isPresent()) {
      publish(flags.options().dataDirectory().resolve(GATEWAY_FILE), skerry.gatewayAddress().get());
      LOG.info("gateway on {}", text(skerry.gatewayAddress().get()));
    }
    CareLoop care = care(skerry, flags, runtime);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  care.close();
                  api.close();
                  skerry.close();
                }));
    skerry.start();
    var _ = runtime.start("skerry-care", care);
  }

  private static CareLoop care(Skerry skerry, AgentFlags flags, AgentRuntime runtime) {
    SkerryOptions options = flags.options();
    List<SelfCheck> checks = new ArrayList<>();
    checks.add(new DiskCheck(options.dataDirectory()));
    boolean isPlain = options.gateway().flatMap(GatewayOptions::tls).isEmpty();
    skerry
        .gatewayAddress()
        .ifPresent(at -> checks.add(new GatewayCheck(at, isPlain, SELF_TEST_STEP)));
    return new CareLoop(
        checks,
        skerry::selfTest,
        new NotNowFile(options.dataDirectory(), skerry.board(), runtime.timing().clock()),
        CareLoop.Pace.DEFAULT,
        runtime.timing().nanos());
  }

  private static InetSocketAddress listenable(InetSocketAddress address) {
    if (!address.getAddress().isLoopbackAddress()) {
      LOG.warn("the local API can be read by anybody who reaches {}", address);
    }
    return address;
  }

  /// Tells other programs where something listens, in one step. A node whose disk is full or
  /// read-only serves all the same.
  private static void publish(Path file, InetSocketAddress address) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, text(address) + "\n");
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.getMessage());
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
