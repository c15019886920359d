package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters unreadable}. */
@Command(
        name = "unreadable",
        description =
                "Documents from Procore that could not be read: see why, and read them again.",
        subcommands = {
            UnreadableListCommand.class,
            UnreadableGroupsCommand.class,
            UnreadableShowCommand.class,
            ReadAgainCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters unreadable groups",
            "  cco-bridge dead-letters unreadable read-again --group 3f0c1a"
        })
final class UnreadableCommand extends WithHelp {}
