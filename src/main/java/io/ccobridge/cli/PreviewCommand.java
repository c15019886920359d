package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge preview}. */
@Command(
        name = "preview",
        description = {
            "Show the calls to Spectrum that an accept would make, what they do to the commitment, and"
                    + " everything that is checked before. Nothing is sent.",
            "Of a CCO that is accepted, failed or synced: the calls of its export."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge preview 17",
            "  cco-bridge preview 17 --change-request-number S001-9 --accounting-date 2026-11-30"
        })
final class PreviewCommand extends ClientCommand {

    private static final Table CALLS =
            new Table()
                    .text("Phase", "phase")
                    .text("Cost type", "cost_type")
                    .money("Amount", "amount")
                    .text("In Spectrum", "held");

    private static final Table PHASES =
            new Table()
                    .text("Phase", "phase")
                    .text("Cost type", "cost_type")
                    .text("Description", "description")
                    .money("Sent before", "sent_before")
                    .money("Amount", "amount")
                    .money("After", "after");

    private static final Table CHECKS =
            new Table()
                    .text("Check", "check")
                    .text("Outcome", PreviewCommand::outcome)
                    .text("What was seen", Declined::unmet);

    @Parameters(paramLabel = "ID", converter = Id.Converter.class, description = "The CCO's id.")
    private Id id;

    @Option(
            names = "--change-request-number",
            paramLabel = "NUMBER",
            description = "As if this number were typed at the accept.")
    private String changeRequestNumber;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            description = "As if this were typed in place of the title.")
    private String description;

    @Option(
            names = "--accounting-date",
            paramLabel = "YYYY-MM-DD",
            description = "As if this were chosen in place of the date created.")
    private LocalDate accountingDate;

    @Override
    int call(BridgeClient bridge) {
        Map<String, String> typed = new LinkedHashMap<>();
        Given.put(typed, "change_request_number", changeRequestNumber);
        Given.put(typed, "description", description);
        Given.put(typed, "accounting_date", accountingDate);
        JsonNode preview = bridge.get(typed, "change-orders", id.value(), "preview");
        if (json()) {
            printJson(preview);
        } else {
            print(preview);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode preview) {
        JsonNode calls = preview.path("calls");
        out().println(
                        "Change request "
                                + Text.of(preview, "change_request_number")
                                + stage(preview));
        for (JsonNode problem : preview.path("problems")) {
            out().println("Problem: " + Declined.unmet(problem));
        }
        for (JsonNode warning : preview.path("warnings")) {
            out().println(
                            "Warning: %s: %s"
                                    .formatted(
                                            Text.of(warning, "element"),
                                            Text.of(warning, "message")));
        }
        table("Checks", CHECKS, preview.path("checks"));
        table(
                "Commitment " + Text.of(preview.path("commitment"), "number"),
                PHASES,
                preview.path("phases"));
        printCommitment(preview.path("commitment"));
        table("Calls", CALLS, calls);
        for (JsonNode call : calls) {
            out().println();
            out().println(Text.block(call.path("request")));
        }
    }

    private void table(String heading, Table table, JsonNode rows) {
        if (!rows.isEmpty()) {
            out().println();
            out().println(heading.strip());
            table.print(out(), rows);
        }
    }

    private void printCommitment(JsonNode commitment) {
        if (!commitment.isObject()) {
            return;
        }
        out().println(
                        "In all: %s sent before, %s with this one, %s after."
                                .formatted(
                                        Text.money(commitment.path("sent_before")),
                                        Text.money(commitment.path("amount")),
                                        Text.money(commitment.path("after"))));
        if (!Text.money(commitment.path("unplaced")).equals("0.00")) {
            out().println(
                            Text.money(commitment.path("unplaced"))
                                    + " of it leads to no phase yet.");
        }
    }

    private static String stage(JsonNode preview) {
        return switch (Text.of(preview, "stage")) {
            case "accepted" -> ", accepted";
            case "sent" -> ", sent";
            default -> "";
        };
    }

    private static String outcome(JsonNode check) {
        return check.path("passed").asBoolean()
                ? "passed"
                : check.path("blocking").asBoolean() ? "NOT PASSED" : "warning";
    }
}
