package io.skerry.cli.rollout;

import picocli.CommandLine.Command;

/// Groups the commands about rollouts.
@Command(
    name = "rollout",
    description = "Show and steer how changes reach the nodes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "NAME is a rollout's name, the last characters of it (at least 4), or a",
      "resource such as policy/rate-limit: the newest rollout of that resource."
    })
public final class RolloutCommand {}
