package io.skerry.cli.context;

import picocli.CommandLine.Command;

/// Groups the commands about contexts.
@Command(
    name = "context",
    description = "Remember control planes by name.",
    synopsisSubcommandLabel = "COMMAND")
public final class ContextCommand {}
