package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge audit list}. */
@Command(
        name = "list",
        description =
                "List the audit entries, newest first: the moves of CCOs, and what was done to"
                        + " users, tokens and links.",
        footer = {
            "",
            "With --json it says what was seen and the hashes, too.",
            "",
            "Examples:",
            "  cco-bridge audit list --by anna --from 2026-11-01 --to 2026-11-30",
            "  cco-bridge audit list -q \"user \""
        })
final class AuditListCommand extends PagedListCommand {

    private static final Table TABLE =
            new Table()
                    .count("Entry", "position")
                    .moment("At", "at")
                    .text("By", "by")
                    .text("About", AuditListCommand::about)
                    .text("From", "from")
                    .text("To", "to")
                    .money("Amount", "amount")
                    .text("Reason", "reason");

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Not before this day, or this time with its offset.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Not after this day, or before this time.")
    private String to;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Done by this user or token; \"system\" is the bridge itself.")
    private String by;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TEXT",
            description = "Only those with this text, in any letter case.")
    private String query;

    AuditListCommand() {
        super(TABLE, "No audit entries.", "entry", "audit");
    }

    @Override
    void addFilter(Map<String, String> parameters) {
        Given.put(parameters, "from", from);
        Given.put(parameters, "to", to);
        Given.put(parameters, "by", by);
        Given.put(parameters, "q", query);
    }

    private static String about(JsonNode entry) {
        return entry.hasNonNull("change_order_id")
                ? "CCO " + Text.of(entry, "change_order_id")
                : Text.of(entry, "subject");
    }
}
