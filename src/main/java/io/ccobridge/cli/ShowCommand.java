package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge show}. */
@Command(
        name = "show",
        description =
                "Show one CCO: its lines, what is wrong with it, its links and attempts, who has"
                        + " accepted it, and what you may do with it.",
        footer = {"", "Example:", "  cco-bridge show 17"})
final class ShowCommand extends ClientCommand {

    private static final Table LINES =
            new Table()
                    .text("Cost code", "wbs_code")
                    .money("Amount", "amount")
                    .text("Description", "description");

    private static final Table COUNTED_LINES =
            new Table()
                    .text("Cost code", "wbs_code")
                    .count("Quantity", "quantity")
                    .text("Unit", "uom")
                    .count("Unit cost", "unit_cost")
                    .money("Amount", "amount")
                    .text("Description", "description");

    private static final Table WAITS =
            new Table()
                    .text("Waits for", "kind")
                    .text("In Procore", "name")
                    .text("In Spectrum", "code")
                    .moment("Since", "since");

    private static final Table LINKS =
            new Table()
                    .text("Link", "what")
                    .text("Spectrum", "code")
                    .text("Found by", "source")
                    .text("Name in Spectrum", "name");

    private static final Table APPROVALS = new Table().text("Accepted by", "by").moment("At", "at");

    /** While the second of two is waited for, who will have to agree to what the first typed. */
    private static final Table APPROVALS_AS_TYPED =
            new Table()
                    .text("Accepted by", "by")
                    .moment("At", "at")
                    .text("Change request", "change_request_number")
                    .text("Accounting date", "accounting_date")
                    .text("Description", "description");

    private static final Table MOVES =
            new Table().text("Move", "move").text("Open to you", "open").text("Why not", "reason");
    private static final List<String> SHOWN =
            List.of("number", "title", "status", "description", "total", "vendor", "commitment");

    @Parameters(paramLabel = "ID", converter = Id.Converter.class, description = "The CCO's id.")
    private Id id;

    @Override
    int call(BridgeClient bridge) {
        JsonNode changeOrder = bridge.get("change-orders", id.value());
        if (json()) {
            printJson(changeOrder);
        } else {
            print(changeOrder);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode changeOrder) {
        out().println(ChangeOrders.line(changeOrder));
        field("Project", changeOrder, "project_name", "job_number");
        field("Vendor", changeOrder, "vendor", "vendor_code");
        field("Description", changeOrder, "description");
        field("Created", changeOrder, "date_created");
        field("Change request", changeOrder, "change_request_number");
        field("Sent by", changeOrder, "sent_by");
        if (changeOrder.path("approvals_needed").asInt() > 1) {
            field("Approvals", changeOrder.path("approvals").size() + " of 2");
        }
        field("Next attempt", Text.moment(changeOrder.path("next_attempt_at")));
        field("Why then", changeOrder, "next_attempt_reason");
        field("Updated", Text.moment(changeOrder.path("updated_at")));
        field("Version", changeOrder, "version");
        printChanges(changeOrder);
        ReplayPlan.backToApproval(changeOrder.path("back_to_approval"))
                .forEach(line -> field("Came back", line));
        changeOrder.path("problems").forEach(p -> field("Problem", Declined.unmet(p)));
        section(WAITS, changeOrder.path("waits_for"));
        section(counted(changeOrder) ? COUNTED_LINES : LINES, changeOrder.path("lines"));
        section(LINKS, links(changeOrder.path("links")));
        section(Attempts.TABLE, changeOrder.path("attempts"));
        JsonNode approvals = changeOrder.path("approvals");
        boolean typed =
                approvals.findValue("accounting_date") != null
                        || approvals.findValue("change_request_number") != null
                        || approvals.findValue("description") != null;
        section(typed ? APPROVALS_AS_TYPED : APPROVALS, approvals);
        section(MOVES, moves(changeOrder.path("moves")));
    }

    private static JsonNode moves(JsonNode moves) {
        ArrayNode rows = Json.mapper().createArrayNode();
        moves.properties()
                .forEach(
                        move -> {
                            ObjectNode row = move.getValue().deepCopy();
                            row.put("move", move.getKey().replace('_', '-'));
                            row.put("open", row.path("possible").asBoolean() ? "yes" : "no");
                            rows.add(row.put("reason", whyNot(row)));
                        });
        return rows;
    }

    private static String whyNot(JsonNode move) {
        JsonNode problems = move.path("problems");
        // of one alone the reason tells it
        return problems.size() < 2
                ? Text.of(move, "reason")
                : Text.of(move, "reason")
                        + StreamSupport.stream(problems.spliterator(), false)
                                .map(problem -> " " + Text.of(problem, "message"))
                                .collect(Collectors.joining());
    }

    private static boolean counted(JsonNode changeOrder) {
        for (JsonNode line : changeOrder.path("lines")) {
            if (line.has("quantity") || line.has("unit_cost")) {
                return true;
            }
        }
        return false;
    }

    private void printChanges(JsonNode changeOrder) {
        if (changeOrder.path("changed_since_sent").asBoolean()) {
            JsonNode sent = changeOrder.path("before");
            JsonNode now = changeOrder.path("after");
            for (String what : SHOWN) {
                if (!sent.path(what).equals(now.path(what))) {
                    field(
                            "Changed",
                            "%s: \"%s\" was sent, now it is \"%s\""
                                    .formatted(what, Text.of(sent, what), Text.of(now, what)));
                }
            }
            if (!sent.path("lines").equals(now.path("lines"))) {
                field("Changed", "the lines");
            }
        }
    }

    private static JsonNode links(JsonNode links) {
        ArrayNode rows = Json.mapper().createArrayNode();
        links.properties().stream()
                .filter(link -> link.getValue().isObject())
                .forEach(
                        link ->
                                rows.add(
                                        ((ObjectNode) link.getValue().deepCopy())
                                                .put("what", link.getKey())));
        return rows;
    }

    private void field(String name, JsonNode object, String... fields) {
        field(
                name,
                String.join("  ", List.of(fields).stream().map(f -> Text.of(object, f)).toList()));
    }

    private void field(String name, String value) {
        if (!value.isBlank()) {
            out().printf("  %-15s %s%n", name, value.strip());
        }
    }

    private void section(Table table, JsonNode rows) {
        if (!rows.isEmpty()) {
            out().println();
            table.print(out(), rows);
        }
    }
}
