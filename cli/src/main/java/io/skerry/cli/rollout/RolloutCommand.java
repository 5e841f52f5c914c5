package io.skerry.cli.rollout;

import picocli.CommandLine.Command;

/// Groups the commands about rollouts.
@Command(
    name = "rollout",
    description = "Show and steer how changes reach the nodes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A rollout is named by its name, by the last characters of it (at least 4), or by a resource,",
      "such as policy/rate-limit: that is the newest rollout of that resource."
    })
public final class RolloutCommand {}
