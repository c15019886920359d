package io.ccobridge.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters done-by-hand}. */
@Command(
        name = "done-by-hand",
        description = "Say that a person entered it in Spectrum: the CCO becomes SYNCED.",
        footer = {
            "",
            "Example:",
            "  cco-bridge dead-letters done-by-hand 4 --change-request-number S001-002 --reason"
                    + " \"entered on Friday\""
        })
final class DoneByHandCommand extends DeadLetterDecision {

    @Option(
            names = "--change-request-number",
            required = true,
            paramLabel = "NUMBER",
            description = "The number it has in Spectrum.")
    private String changeRequestNumber;

    DoneByHandCommand() {
        super("done-by-hand", "done by hand");
    }

    @Override
    void check(int howMany) {
        if (howMany > 1) {
            throw wrongUsage("done-by-hand takes one ID: a number in Spectrum is of one CCO");
        }
    }

    @Override
    Map<String, String> details() {
        return Map.of("change_request_number", changeRequestNumber);
    }
}
