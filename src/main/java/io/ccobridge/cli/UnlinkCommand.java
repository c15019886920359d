package io.ccobridge.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cco-bridge unlink}. */
@Command(
        name = "unlink",
        description = "Cut a synced CCO's tie to Spectrum, after it was deleted there.",
        footer = {
            "",
            "Example:",
            "  cco-bridge unlink 17 --reason \"Deleted in Spectrum, entered twice\""
        })
final class UnlinkCommand extends DecisionCommand {

    @Mixin private Reason reason;

    UnlinkCommand() {
        super("unlink");
    }

    @Override
    Map<String, String> details() {
        return Map.of("reason", reason.text());
    }
}
