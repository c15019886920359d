package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge unlink}. */
@Command(
        name = "unlink",
        description = "Cut a synced CCO's tie to Spectrum, after it was deleted there.",
        footer = {
            "",
            "On a terminal it asks whether the change request was deleted; elsewhere, without",
            "--deleted-in-spectrum, the history says that it was not confirmed.",
            "",
            "Example:",
            "  cco-bridge unlink 17 --reason \"Entered twice\" --deleted-in-spectrum"
        })
final class UnlinkCommand extends DecisionCommand {

    @Mixin private Reason reason;

    @Option(
            names = "--deleted-in-spectrum",
            description = "Confirm that the change request was deleted in Spectrum.")
    private boolean deleted;

    UnlinkCommand() {
        super("unlink");
    }

    @Override
    Map<String, ?> details(JsonNode seen) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reason", reason.text());
        if (deleted) {
            details.put("deleted_in_spectrum", true);
        } else if (terminal().attended() && Text.of(seen, "state").equals("SYNCED")) {
            details.put("deleted_in_spectrum", confirmed(seen));
        }
        return details;
    }

    private boolean confirmed(JsonNode seen) {
        String question =
                "Was change request %s (%s) deleted in Spectrum? [y/N] "
                        .formatted(Text.of(seen, "change_request_number"), ChangeOrders.name(seen));
        return terminal()
                .ask(question)
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(answer -> answer.equals("y") || answer.equals("yes"))
                .isPresent();
    }
}
