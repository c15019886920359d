package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a replay would do, as a person reads it. */
final class ReplayPlan {

    private static final Table PLAN =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .money("Amount", "amount")
                    .money("To send", "amount_to_send")
                    .text("Approval", "approval")
                    .text("Message", "message");

    private ReplayPlan() {}

    static void print(PrintWriter out, JsonNode plan) {
        PLAN.print(out, plan.path("items"));
        for (JsonNode item : plan.path("items")) {
            details(out, item);
        }
        out.println();
        out.println("Would be replayed: " + sum(plan));
        int examined = plan.path("examined").asInt();
        int total = plan.path("total").asInt();
        out.println(
                "%spproval kept: %,d (%s to send); back to the approver: %,d; requirements not met any more: %,d"
                        .formatted(
                                examined < total ? "Of the first %,d: a".formatted(examined) : "A",
                                plan.path("keep_approval").asInt(),
                                "$" + Text.money(plan.path("amount_to_send")),
                                plan.path("back_to_approval").asInt(),
                                plan.path("unmet").asInt()));
        if (!plan.path("check_procore").asBoolean()) {
            out.println("Procore was not asked; the last poll is believed (--check-procore asks)");
        }
    }

    /** What is said before a replay starts, also where nobody is asked; empty: nothing. */
    static Optional<String> careful(JsonNode plan) {
        long held =
                StreamSupport.stream(plan.path("items").spliterator(), false)
                        .filter(item -> !item.path("warnings").isEmpty())
                        .count();
        return held == 0
                ? Optional.empty()
                : Optional.of(
                        "Careful: Spectrum may hold a part of %,d of them already. The same amounts are set again, never added; what a person has typed over there meanwhile is written over (--dry-run names them)."
                                .formatted(held));
    }

    /** For example {@code 240 dead letters, $1,250,000.00}. */
    static String sum(JsonNode plan) {
        return Text.counted(plan.path("total").asInt(), "dead letter")
                + ", $"
                + Text.money(plan.path("total_amount"));
    }

    private static void details(PrintWriter out, JsonNode item) {
        StringBuilder lines = new StringBuilder();
        if (item.hasNonNull("why")) {
            line(
                    lines,
                    Text.of(item, "approval").equals("unknown")
                            ? "could not be looked at: " + Text.of(item, "why")
                            : "goes back to the approver: " + Text.of(item, "why"));
        }
        for (JsonNode one : item.path("differences")) {
            line(lines, difference(one));
        }
        for (JsonNode problem : item.path("problems")) {
            line(lines, "not met: " + Declined.unmet(problem));
        }
        for (JsonNode warning : item.path("warnings")) {
            line(lines, "careful: " + Text.of(warning));
        }
        if (lines.length() > 0) {
            out.println();
            out.println(Text.of(item, "id") + ":");
            out.print(lines);
        }
    }

    /** Why a replay gave a change order back to the approver, and each difference. */
    static List<String> backToApproval(JsonNode back) {
        List<String> lines = new ArrayList<>();
        if (back.isObject()) {
            lines.add("from a replay, since " + Text.of(back, "why"));
            back.path("differences").forEach(one -> lines.add(difference(one)));
        }
        return lines;
    }

    /** For example {@code CR_Status CR -> C2}. */
    static String difference(JsonNode one) {
        return Text.of(one, "element")
                + "  "
                + (one.hasNonNull("before") ? Text.of(one, "before") : "nothing")
                + " -> "
                + (one.hasNonNull("after") ? Text.of(one, "after") : "nothing");
    }

    private static void line(StringBuilder lines, String text) {
        lines.append("  ").append(text).append(System.lineSeparator());
    }
}
