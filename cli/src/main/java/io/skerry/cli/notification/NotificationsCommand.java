package io.skerry.cli.notification;

import picocli.CommandLine.Command;

/// Groups the commands about messages to notification targets.
@Command(
    name = "notifications",
    description = "Show messages that nobody took yet, and try them again.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Messages that were taken are gone. A dead one is not tried any more, and kept for a week.",
      "Who is told what: skerry get notificationtargets"
    })
public final class NotificationsCommand {}
