package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters restore}. */
@Command(
        name = "restore",
        description = "Take discards back: the CCOs are dead letters again.",
        footer = {
            "",
            "Example:",
            "  cco-bridge dead-letters restore 4 5 --reason \"discarded by mistake\""
        })
final class RestoreCommand extends DeadLetterDecision {

    RestoreCommand() {
        super("restore", "restored");
    }
}
