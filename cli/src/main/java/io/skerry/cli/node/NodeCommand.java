package io.skerry.cli.node;

import picocli.CommandLine.Command;

/// Groups the commands about single nodes.
@Command(name = "node", description = "Act on one node.", synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand {}
