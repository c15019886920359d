package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How CCOs are printed. */
final class ChangeOrders {

    private static final Table TABLE =
            new Table()
                    .count("ID", "id")
                    .text("State", "state")
                    .text("Project", "project_name")
                    .text("Commitment", "commitment_number")
                    .text("CCO", "number")
                    .text("Vendor", "vendor")
                    .text("Title", "title")
                    .money("Total", "total")
                    .text("Created", "date_created")
                    .text("Change request", "change_request_number")
                    .text("Note", ChangeOrders::note);

    private ChangeOrders() {}

    static void print(PrintWriter out, JsonNode items) {
        TABLE.print(out, items);
    }

    /** What the items add up to, for example {@code 12,500.00 USD}; a sum for each currency. */
    static String sum(JsonNode items) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode item : items) {
            String total = Text.of(item, "total");
            if (!total.isEmpty()) {
                sums.merge(Text.of(item, "currency"), new BigDecimal(total), BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> (Text.money(sum.getValue()) + " " + sum.getKey()).strip())
                .collect(Collectors.joining(" + "));
    }

    /** For example {@code SYNCED SC-001 / 002 Added footing, 12,500.00 USD}. */
    static String line(JsonNode changeOrder) {
        return "%s  %s, %s %s"
                .formatted(
                        Text.of(changeOrder, "state"),
                        name(changeOrder),
                        Text.money(changeOrder.path("total")),
                        Text.of(changeOrder, "currency"))
                .strip();
    }

    /** For example {@code SC-001 / 002 Added footing}. */
    static String name(JsonNode changeOrder) {
        return "%s / %s %s"
                .formatted(
                        Text.of(changeOrder, "commitment_number"),
                        Text.of(changeOrder, "number"),
                        Text.of(changeOrder, "title"));
    }

    private static String note(JsonNode changeOrder) {
        if (changeOrder.path("changed_since_sent").asBoolean()) {
            return "changed since it was sent";
        }
        JsonNode problems = changeOrder.path("problems");
        if (!problems.isEmpty()) {
            String first = Text.of(problems.path(0), "message");
            return problems.size() == 1
                    ? first
                    : first + " (and " + (problems.size() - 1) + " more)";
        }
        String next = Text.moment(changeOrder.path("next_attempt_at"));
        return next.isEmpty()
                ? ""
                : "attempt " + (changeOrder.path("attempts").asInt() + 1) + " at " + next;
    }
}
