package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters}. */
@Command(
        name = "dead-letters",
        description =
                "Exports that failed, or wait for another attempt: look at them, replay them, or end"
                        + " them otherwise.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersGroupsCommand.class,
            DeadLettersShowCommand.class,
            ReplayCommand.class,
            ReplaysCommand.class,
            ReplayStatusCommand.class,
            ReplayChange.Pause.class,
            ReplayChange.Resume.class,
            ReplayChange.Cancel.class,
            EditCommand.class,
            EditsCommand.class,
            EditDecision.Confirm.class,
            EditDecision.Withdraw.class,
            DiscardCommand.class,
            RestoreCommand.class,
            DoneByHandCommand.class,
            NoteCommand.class,
            TryNowCommand.class,
            StopTryingCommand.class,
            UnreadableCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters groups",
            "  cco-bridge dead-letters replay --group 3f0c1a --canary --reason \"phase added\"",
            "  cco-bridge dead-letters COMMAND --help"
        })
final class DeadLettersCommand extends WithHelp {}
