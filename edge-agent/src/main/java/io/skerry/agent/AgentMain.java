package io.skerry.agent;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent as a process: a node with its local API. Ends on SIGTERM in order: see [Skerry#close];
/// ends by itself when another process replaced it. Exit codes: 0 asked to end, 1 cannot start, 2
/// wrong flags.
public final class AgentMain {

  private static final int CANNOT_START = 1;
  private static final int WRONG_FLAGS = 2;

  private AgentMain() {}

  /// Runs until the process is asked to end.
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("skerry-ahead").start(Ahead::prepare);
    Logger log = LoggerFactory.getLogger(AgentMain.class);
    List<String> given = List.of(arguments);
    if (given.contains("--help")) {
      log.info("{}", AgentFlags.USAGE);
      return;
    }
    try {
      if (given.equals(List.of("--train"))) {
        TrainingMain.run();
        return;
      }
      AgentLife life = new AgentLife(AgentFlags.parse(given, System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(life::end));
      life.begin();
    } catch (IllegalArgumentException e) {
      log.error("{}\n{}", e.getMessage(), AgentFlags.USAGE);
      System.exit(WRONG_FLAGS);
    } catch (SkerryException | IOException e) {
      log.error("cannot start: {}", e.getMessage());
      System.exit(CANNOT_START);
    }
  }
}
