package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code cco-bridge status}. */
@Command(
        name = "status",
        description =
                "Show how the bridge is doing: counts and sums, the last poll, Spectrum, Procore.")
final class StatusCommand extends ClientCommand {

    private static final Table STATES =
            new Table().text("State", "state").count("CCOs", "count").count("Total", "total");

    @Override
    int call(BridgeClient bridge) {
        JsonNode status = bridge.get("status");
        if (json()) {
            printJson(status);
        } else {
            print(status);
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode status) {
        ArrayNode states = Json.mapper().createArrayNode();
        status.path("change_orders")
                .properties()
                .forEach(
                        state ->
                                states.add(
                                        ((ObjectNode) state.getValue().deepCopy())
                                                .put("state", state.getKey())
                                                .put("total", total(state.getValue()))));
        STATES.print(out(), states);
        out().println();
        out().println("Last poll     " + lastPoll(status.path("last_poll")));
        out().println("Next poll     " + orNone(Text.moment(status.path("next_poll_at"))));
        out().println("Exports       " + exports(status));
        out().println("Spectrum      " + circuit(status.path("spectrum").path("circuit")));
        out().println("Procore       " + rateLimit(status.path("procore").path("rate_limit")));
        if (status.path("archived").path("count").asLong() > 0) {
            out().println("Archive       " + archived(status.path("archived")));
        }
        out().println("Export lag    " + Text.of(status, "lag_seconds") + " s");
        out().println("Mail          " + orNone(Text.of(status, "mail")));
        out().println("Version       " + Text.of(status, "version"));
    }

    /** A sum for each currency where there is another than the site's. */
    private static String total(JsonNode sum) {
        JsonNode totals = sum.path("totals");
        return totals.isEmpty()
                ? Text.money(sum.path("total"))
                : totals.properties().stream()
                        .map(one -> Text.money(one.getValue()) + " " + one.getKey())
                        .collect(Collectors.joining(" + "));
    }

    private static String lastPoll(JsonNode poll) {
        return poll.isObject()
                ? "%s, %s, %s new, %s changed, %s"
                        .formatted(
                                Text.moment(poll.path("started_at")),
                                Text.of(poll, "state"),
                                Text.of(poll, "new"),
                                Text.of(poll, "changed"),
                                errors(poll.path("errors")))
                : "none";
    }

    /** With the first one's words: who looks here wants to know why, not how many. */
    private static String errors(JsonNode errors) {
        return Text.counted(errors.size(), "error")
                + (errors.isEmpty() ? "" : ": " + Text.of(errors.get(0), "message"));
    }

    /** A bridge of before does not say. */
    private static String exports(JsonNode status) {
        return orNone(Text.of(status.path("exports"), "summary"));
    }

    private static String archived(JsonNode archived) {
        return "%,d CCOs, %s (cco-bridge list --view archived)"
                .formatted(archived.path("count").asLong(), total(archived));
    }

    private static String circuit(JsonNode circuit) {
        String state = Text.of(circuit, "state");
        return state.equals("closed")
                ? "takes calls (circuit closed)"
                : "no exports (circuit %s since %s: %s; next probe %s)"
                        .formatted(
                                state,
                                Text.moment(circuit.path("since")),
                                Text.of(circuit, "reason").replaceFirst("\\.$", ""),
                                orNone(Text.moment(circuit.path("next_probe_at"))));
    }

    private static String rateLimit(JsonNode limit) {
        return limit.isObject()
                ? "%s of %s calls left until %s"
                        .formatted(
                                Text.of(limit, "remaining"),
                                Text.of(limit, "limit"),
                                Text.moment(limit.path("resets_at")))
                : "not called yet";
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
