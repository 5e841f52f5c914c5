package io.skerry.cli.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.rollout.view.WaveView;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.ExitCode;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks one thing of one rollout.
@Command
public final class RolloutOrderCommand implements Runnable {
  private static final int ANY_WAVE = -1;

  private final Shell shell;
  private final Verb verb;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The rollout, or kind/name of a resource.")
  private String name = "";

  @Option(
      names = "--wave",
      paramLabel = "N",
      description = "Refuse unless it concerns this wave, counted from 1 as shown.")
  private int wave = ANY_WAVE;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
  private String reason = "";

  private RolloutOrderCommand(Shell shell, Verb verb) {
    this.shell = shell;
    this.verb = verb;
  }

  /// The command that asks this.
  public static CommandLine of(Verb verb, Shell shell) {
    CommandLine command = new CommandLine(new RolloutOrderCommand(shell, verb));
    command.getCommandSpec().name(verb.wireName());
    command.getCommandSpec().usageMessage().description(verb.description());
    return command;
  }

  @Override
  public void run() {
    if (wave != ANY_WAVE && wave < 1) {
      throw CommandException.usage("--wave: waves are counted from 1");
    }
    ApiClient client = server.connect(shell);
    RolloutView rollout = new RolloutFinder(client).find(name);
    check(rollout);
    client.call(
        ApiRequest.postJson(
            KindName.ROLLOUT.itemPath(rollout.tenant(), rollout.name()) + "/" + verb.wireName(),
            body()));
    shell.terminal().line("rollout/" + rollout.name() + " " + verb.wireName() + " accepted");
    shell.terminal().note("watch it: skerry rollout watch " + rollout.name());
  }

  /// What was meant for one wave must not hit the next, which began meanwhile.
  private void check(RolloutView rollout) {
    int current = rollout.currentWave().map(WaveView::number).orElse(0);
    int concerned = verb == Verb.APPROVE ? current + 1 : current;
    if (wave != ANY_WAVE && wave != concerned) {
      throw new CommandException(
          ExitCode.CONFLICT,
          "%s would concern wave %d of rollout %s, not wave %d"
              .formatted(verb.wireName(), concerned, rollout.name(), wave));
    }
  }

  private String body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return (reason.isEmpty() ? body : body.put("reason", reason)).toString();
  }
}
