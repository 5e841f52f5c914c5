package io.skerry.cli;

import io.skerry.cli.apply.ApplyCommand;
import io.skerry.cli.apply.DeleteCommand;
import io.skerry.cli.apply.DiffCommand;
import io.skerry.cli.apply.PlanCommand;
import io.skerry.cli.context.ContextAddCommand;
import io.skerry.cli.context.ContextCommand;
import io.skerry.cli.context.ContextListCommand;
import io.skerry.cli.context.ContextUseCommand;
import io.skerry.cli.get.DescribeCommand;
import io.skerry.cli.get.GetCommand;
import io.skerry.cli.local.DownCommand;
import io.skerry.cli.local.StatusCommand;
import io.skerry.cli.local.UpCommand;
import io.skerry.cli.node.NodeCommand;
import io.skerry.cli.node.NodeDescribeCommand;
import io.skerry.cli.node.NodeLogsCommand;
import io.skerry.cli.node.NodeProbeCommand;
import io.skerry.cli.node.NodeTokenCommand;
import io.skerry.cli.notification.NotificationsCommand;
import io.skerry.cli.notification.NotificationsListCommand;
import io.skerry.cli.notification.NotificationsRetryCommand;
import io.skerry.cli.notification.NotificationsShowCommand;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rollout.RolloutCommand;
import io.skerry.cli.rollout.RolloutListCommand;
import io.skerry.cli.rollout.RolloutOrderCommand;
import io.skerry.cli.rollout.RolloutStatusCommand;
import io.skerry.cli.rollout.RolloutWatchCommand;
import io.skerry.cli.rollout.Verb;
import io.skerry.cli.service.ServiceCommand;
import io.skerry.cli.service.ServiceSharesCommand;
import io.skerry.cli.shell.Failures;
import io.skerry.cli.shell.Shell;
import io.skerry.cli.traffic.TrafficCommand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `skerry` command.
@Command(
    name = "skerry",
    description = "Declares what edge nodes run, and shows what they run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nAlso, from the project's folder:%n",
    footer = {
      "  test         Run every test of every module.",
      "  bench        Run benchmarks.",
      "  console      Open the operators' console.",
      "  build        Build what is stale.",
      "",
      "Exit status: 0 done, 1 failed, 2 usage, 3 refused by validation, 4 conflict, 5 unreachable."
    })
public final class Skerry {
  private Skerry() {}

  /// Runs one command and exits with its status.
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Shell shell =
        new Shell(
            Terminal.ofProcess(environment),
            System.in,
            environment,
            Path.of(System.getProperty("user.home", ".")),
            System.getProperty("user.name", ""),
            InstantSource.system(),
            Thread::sleep);
    System.exit(commandLine(shell).execute(arguments));
  }

  /// The command tree in this shell.
  public static CommandLine commandLine(Shell shell) {
    Failures failures = new Failures(shell.terminal());
    CommandLine root =
        new CommandLine(new Skerry())
            .addSubcommand(new UpCommand(shell))
            .addSubcommand(new DownCommand(shell))
            .addSubcommand(new StatusCommand(shell))
            .addSubcommand(new ApplyCommand(shell))
            .addSubcommand(new PlanCommand(shell))
            .addSubcommand(new DiffCommand(shell))
            .addSubcommand(new GetCommand(shell))
            .addSubcommand(new DescribeCommand(shell))
            .addSubcommand(new DeleteCommand(shell))
            .addSubcommand(rollout(shell))
            .addSubcommand(node(shell))
            .addSubcommand(
                new CommandLine(new ServiceCommand())
                    .addSubcommand(new ServiceSharesCommand(shell)))
            .addSubcommand(new TrafficCommand(shell))
            .addSubcommand(notifications(shell))
            .addSubcommand(context(shell))
            .addSubcommand(new VersionCommand(shell))
            .addSubcommand(new CompletionCommand(shell));
    root.getSubcommands().values().forEach(Skerry::explain);
    return root.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
  }

  /// Gives a command and all below it `--help` and `--version`.
  private static void explain(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    command.getSubcommands().values().forEach(Skerry::explain);
  }

  private static CommandLine node(Shell shell) {
    return new CommandLine(new NodeCommand())
        .addSubcommand(new NodeDescribeCommand(shell))
        .addSubcommand(new NodeTokenCommand(shell))
        .addSubcommand(new NodeProbeCommand(shell))
        .addSubcommand(new NodeLogsCommand(shell));
  }

  private static CommandLine rollout(Shell shell) {
    CommandLine rollout =
        new CommandLine(new RolloutCommand())
            .addSubcommand(new RolloutListCommand(shell))
            .addSubcommand(new RolloutStatusCommand(shell))
            .addSubcommand(new RolloutWatchCommand(shell));
    for (Verb verb : Verb.values()) {
      rollout.addSubcommand(verb.wireName(), RolloutOrderCommand.of(verb, shell));
    }
    return rollout;
  }

  private static CommandLine notifications(Shell shell) {
    return new CommandLine(new NotificationsCommand())
        .addSubcommand(new NotificationsListCommand(shell))
        .addSubcommand(new NotificationsShowCommand(shell))
        .addSubcommand(new NotificationsRetryCommand(shell));
  }

  private static CommandLine context(Shell shell) {
    return new CommandLine(new ContextCommand())
        .addSubcommand(new ContextListCommand(shell))
        .addSubcommand(new ContextUseCommand(shell))
        .addSubcommand(new ContextAddCommand(shell));
  }
}
