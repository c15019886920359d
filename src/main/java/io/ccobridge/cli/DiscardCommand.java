package io.ccobridge.cli;

import picocli.CommandLine.Command;

/** {@code cco-bridge dead-letters discard}. */
@Command(
        name = "discard",
        description = "Give failed exports up: their CCOs become REJECTED with the reason.",
        footer = {
            "",
            "Example:",
            "  cco-bridge dead-letters discard 4 5 --reason \"cancelled in Procore\""
        })
final class DiscardCommand extends DeadLetterDecision {

    DiscardCommand() {
        super("discard", "discarded");
    }
}
