package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cco-bridge reconcile}. */
@Command(
        name = "reconcile",
        description =
                "Compare, commitment by commitment, what Procore has approved with what Spectrum was"
                        + " told: counts, sums, the difference to the cent, and the reason of each part"
                        + " of it.",
        footer = {
            "",
            "Exit codes: 0 all is across, 1 there are differences (or it failed), 2 wrong usage, 3 no"
                    + " such project, 4 could not reach the bridge.",
            "",
            "Examples:",
            "  cco-bridge reconcile",
            "  cco-bridge reconcile --as-of 2026-11-30 --csv november.csv",
            "  cco-bridge reconcile --project 101 --json",
            "  cco-bridge reconcile --strict || echo \"not all is across, or not all is known\""
        })
final class ReconcileCommand extends ClientCommand {

    private static final Table COMMITMENTS =
            new Table()
                    .text("Project", "project_name")
                    .text("Commitment", ReconcileCommand::commitment)
                    .text("Vendor", "vendor")
                    .count("Procore", "procore_count")
                    .money("Total", "procore_total")
                    .count("Spectrum", "spectrum_count")
                    .money("Total", "spectrum_total")
                    .money("Difference", "difference");

    private static final Table CHANGE_ORDERS =
            new Table()
                    .text("  Reason", change -> "  " + Text.of(change, "reason"))
                    .text("ID", "id")
                    .text("Number", "number")
                    .text("Title", "title")
                    .money("Procore", "procore_amount")
                    .money("Spectrum", "synced_amount")
                    .money("Difference", "amount")
                    .text("Why", "why");

    private static final Table REASONS =
            new Table().text("Reason", "reason").count("CCOs", "count").money("Amount", "amount");

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Only this project; Procore's id of it.")
    private Long project;

    @Option(
            names = "--as-of",
            paramLabel = "WHEN",
            description =
                    "As it was at the end of a day (2026-11-30) or at a moment"
                            + " (2026-11-30T18:00:00-05:00); else as it is now.")
    private String asOf;

    @Option(names = "--all", description = "Show the commitments without a difference too.")
    private boolean all;

    @Option(
            names = "--strict",
            description = "Exit with 1 also when not everything could be known for certain.")
    private boolean strict;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Write every commitment, and every CCO that explains a difference, to this file;"
                            + " it is there whole or not at all.")
    private Path csv;

    @Override
    int call(BridgeClient bridge) throws IOException {
        if (csv != null) {
            new WholeFile(csv)
                    .missingFolder()
                    .ifPresent(
                            folder -> {
                                throw wrongUsage("there is no folder " + folder);
                            });
        }
        Map<String, String> query = new LinkedHashMap<>();
        Given.put(query, "project", project);
        Given.put(query, "as_of", asOf);
        Given.put(query, "view", all ? null : "differences");
        ObjectNode answer = read(bridge, query);
        if (csv != null) {
            download(bridge, answer);
        }
        if (json()) {
            printJson(answer);
        } else {
            print(answer);
        }
        boolean across = answer.path("matched").asBoolean();
        boolean certain = answer.path("complete").asBoolean();
        return across && (certain || !strict) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** All pages as one answer; all are of the moment of the first. */
    private static ObjectNode read(BridgeClient bridge, Map<String, String> query) {
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("per_page", "200");
        ObjectNode answer = (ObjectNode) bridge.get(next, "reconciliation");
        ArrayNode items = (ArrayNode) answer.path("items");
        for (JsonNode page = answer; !Text.of(page, "next").isEmpty(); ) {
            next.put("after", Text.of(page, "next"));
            page = bridge.get(next, "reconciliation");
            page.path("items").forEach(items::add);
        }
        answer.remove("page");
        answer.remove("per_page");
        answer.remove("next");
        return answer;
    }

    private void download(BridgeClient bridge, JsonNode answer) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        Given.put(query, "project", project);
        // the same moment, so that file and exit code tell of one thing
        query.put("as_of", Text.of(answer, "as_of"));
        new WholeFile(csv).download(bridge, (buffer, length) -> {}, query, "reconciliation.csv");
    }

    private void print(JsonNode answer) {
        out().println("As of              " + Text.moment(answer.path("as_of")));
        String read = Text.moment(answer.path("procore_read_at"));
        out().println("Procore last read  " + (read.isEmpty() ? "never" : read));
        for (JsonNode note : answer.path("notes")) {
            out().println("Note: " + Text.of(note));
        }
        JsonNode items = answer.path("items");
        if (!items.isEmpty()) {
            out().println();
            COMMITMENTS.print(out(), flat(items));
        }
        for (JsonNode item : items) {
            printReasons(item);
        }
        printTotals(answer.path("totals"));
        if (csv != null) {
            out().println("Written to " + csv);
        }
        out().println();
        out().println(verdict(answer));
    }

    private void printReasons(JsonNode item) {
        ArrayNode changes = ((ObjectNode) item).arrayNode();
        for (JsonNode reason : item.path("reasons")) {
            for (JsonNode change : reason.path("change_orders")) {
                changes.add(
                        ((ObjectNode) change.deepCopy()).put("reason", Text.of(reason, "reason")));
            }
        }
        if (!changes.isEmpty()) {
            out().println();
            out().println(
                            "%s, %s: difference %s"
                                    .formatted(
                                            Text.of(item, "project_name"),
                                            commitment(item),
                                            Text.money(item.path("difference"))));
            CHANGE_ORDERS.print(out(), changes);
        }
    }

    private void printTotals(JsonNode totals) {
        out().println();
        if (!totals.path("reasons").isEmpty()) {
            REASONS.print(out(), totals.path("reasons"));
            out().println();
        }
        out().println("Procore     " + side(totals.path("procore")));
        out().println("Spectrum    " + side(totals.path("spectrum")));
        out().println("Difference  " + Text.money(totals.path("difference")));
        String more = Text.money(totals.path("may_hold"));
        if (!more.equals("0.00")) {
            out().println(
                            "Spectrum may hold "
                                    + (more.startsWith("-")
                                            ? more.substring(1) + " less"
                                            : more + " more")
                                    + ": calls got no clear answer.");
        }
    }

    private static String side(JsonNode side) {
        return Text.counted(side.path("count").asLong(), "CCO")
                + ", "
                + Text.money(side.path("total"));
    }

    private static String verdict(JsonNode answer) {
        JsonNode totals = answer.path("totals");
        String commitments = Text.counted(totals.path("commitments").asLong(), "commitment");
        String verdict =
                answer.path("matched").asBoolean()
                        ? "All is across: " + commitments + ", no difference."
                        : "Not all is across: "
                                + Text.of(totals, "differing")
                                + " of "
                                + commitments
                                + (totals.path("differing").asLong() == 1
                                        ? " differs."
                                        : " differ.");
        return answer.path("complete").asBoolean()
                ? verdict
                : verdict + " Not everything is known for certain, see the notes.";
    }

    private static String commitment(JsonNode item) {
        String number = Text.of(item, "commitment_number");
        return number.isEmpty() ? "(none)" : number;
    }

    private static ArrayNode flat(JsonNode items) {
        ArrayNode rows = ((ArrayNode) items).arrayNode();
        for (JsonNode item : items) {
            ObjectNode row = rows.addObject();
            row.setAll((ObjectNode) item);
            for (String side : new String[] {"procore", "spectrum"}) {
                row.set(side + "_count", item.path(side).path("count"));
                row.set(side + "_total", item.path(side).path("total"));
            }
        }
        return rows;
    }
}
