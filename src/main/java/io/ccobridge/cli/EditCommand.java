package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge dead-letters edit}. */
@Command(
        name = "edit",
        description = {
            "Correct number, description or date of a failed export and export it again, under the"
                    + " approval it has. Amounts, lines, vendor and job cannot be edited.",
            "With approval.separate-duties a second person confirms it."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters edit 4 --date 2026-12-01 --reason \"November is closed\"",
            "  cco-bridge dead-letters edit 4 --number S001-102 --dry-run"
        })
final class EditCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            converter = Id.Converter.class,
            description = "The dead letter's id.")
    private Id id;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description = "Another change request number; not while Spectrum may hold a part.")
    private String number;

    @Option(names = "--description", paramLabel = "TEXT", description = "Another description.")
    private String description;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "Another accounting date.")
    private LocalDate date;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it is kept in the history. Needed unless it is a dry run.")
    private String reason;

    @Option(names = "--dry-run", description = "Show what would differ, and do nothing.")
    private boolean dryRun;

    @Override
    int call(BridgeClient bridge) {
        if (number == null && description == null && date == null) {
            throw wrongUsage("Say what to edit: --number, --description or --date");
        }
        if (!dryRun && (reason == null || reason.isBlank())) {
            throw wrongUsage("Missing required option: '--reason=TEXT'");
        }
        JsonNode seen = bridge.get("dead-letters", id.value());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", seen.path("version"));
        put(body, "change_request_number", number);
        put(body, "description", description);
        put(body, "accounting_date", date);
        put(body, "reason", reason);
        body.put("dry_run", dryRun);
        JsonNode edit = bridge.post(body, "dead-letters", id.value(), "edit-and-replay");
        if (json()) {
            printJson(edit);
        } else {
            print(edit);
        }
        return ExitCode.DONE;
    }

    private static void put(Map<String, Object> body, String field, Object value) {
        if (value != null) {
            body.put(field, value.toString());
        }
    }

    private void print(JsonNode edit) {
        for (JsonNode difference : edit.path("differences")) {
            out().println(ReplayPlan.difference(difference));
        }
        out().println(
                        switch (Text.of(edit, "state")) {
                            case "dry-run" -> "Nothing was changed (dry run)";
                            case "pending" ->
                                    "Edit %s waits for a second person: cco-bridge dead-letters confirm-edit %s"
                                            .formatted(Text.of(edit, "id"), Text.of(edit, "id"));
                            default -> "It is exported again";
                        });
    }
}
