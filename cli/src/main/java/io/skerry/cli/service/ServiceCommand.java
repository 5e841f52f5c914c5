package io.skerry.cli.service;

import picocli.CommandLine.Command;

/// Groups the commands about single services.
@Command(
    name = "service",
    description = "Look at one service.",
    synopsisSubcommandLabel = "COMMAND")
public final class ServiceCommand {}
