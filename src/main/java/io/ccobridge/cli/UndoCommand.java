package io.ccobridge.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge undo}. */
@Command(
        name = "undo",
        description = "Take an acceptance back, as long as nothing was sent to Spectrum.",
        footer = {
            "",
            "The setting approval.hold gives the time for it.",
            "",
            "Example:",
            "  cco-bridge undo 17 --reason \"Wrong accounting date\""
        })
final class UndoCommand extends DecisionCommand {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it is kept in the history.")
    private String reason;

    UndoCommand() {
        super("undo");
    }

    @Override
    Map<String, ?> details() {
        Map<String, String> details = new LinkedHashMap<>();
        Given.put(details, "reason", reason == null || reason.isBlank() ? null : reason);
        return details;
    }
}
