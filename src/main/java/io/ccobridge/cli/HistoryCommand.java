package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge history}. */
@Command(
        name = "history",
        description = "Show what happened to a CCO, oldest first: who, when, from, to and why.",
        footer = {
            "",
            "With --json it says what was seen, too.",
            "",
            "Example:",
            "  cco-bridge history 17"
        })
final class HistoryCommand extends ClientCommand {

    private static final Table TABLE =
            new Table()
                    .moment("At", "at")
                    .text("By", "by")
                    .text("From", "from")
                    .text("To", "to")
                    .text("Reason", HistoryCommand::reason);

    @Parameters(paramLabel = "ID", converter = Id.Converter.class, description = "The CCO's id.")
    private Id id;

    private static String reason(JsonNode entry) {
        return (Text.of(entry, "reason") + " " + Text.of(entry.path("detail"), "note")).strip();
    }

    @Override
    int call(BridgeClient bridge) {
        JsonNode history = bridge.get("change-orders", id.value(), "history");
        if (json()) {
            printJson(history);
        } else {
            TABLE.print(out(), history.path("items"));
        }
        return ExitCode.DONE;
    }
}
