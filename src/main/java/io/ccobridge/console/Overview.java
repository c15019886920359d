package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first page: where everything stands. */
final class Overview {

    /** What waits longest for accounting. */
    private static final Map<String, String> OLDEST =
            Map.of("view", "ready", "sort", "updated_at", "per_page", "8");

    /** A stage of the pipeline, with the list that it leads to. */
    public record Stage(
            String name, String view, String path, long count, Map<String, String> totals) {}

    /**
     * Something to know now.
     *
     * @param kind good, warn or bad
     */
    public record Sentence(String kind, String text, String since, String next) {}

    private final Kept kept;
    private final String currency;

    /**
     * @param currency the site's, for change orders that Procore names none of
     */
    Overview(Kept kept, String currency) {
        this.kept = kept;
        this.currency = currency;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/", this::show),
                Page.post(
                        "/polls",
                        visit -> {
                            visit.call("startPoll", Map.of(), Map.of());
                            return Reply.goTo("/");
                        }));
    }

    private Reply show(Visit visit) {
        JsonNode status = kept.get("status", () -> visit.get("getStatus"));
        Map<String, Object> model = new HashMap<>();
        model.put("status", status);
        model.put("stages", stages(status));
        model.put("sentences", sentences(status));
        model.put(
                "waiting",
                kept.get("waiting", () -> visit.get("listChangeOrders", OLDEST)).path("items"));
        JsonNode statistics = visit.get("getStatistics");
        model.put("statistics", statistics);
        model.put("bars", bars(statistics));
        model.put("most", most(statistics));
        model.put("shares", shares(statistics.path("ageing")));
        model.put("mayPoll", visit.may("startPoll"));
        return Reply.show("overview", model);
    }

    /** The main way, and after a stage the side track that leads off it. */
    private List<Stage> stages(JsonNode status) {
        JsonNode states = status.path("change_orders");
        return List.of(
                found(status),
                stage("Needs attention", "needs-attention", states, "NEEDS_ATTENTION"),
                stage("Ready to export", "ready", states, "READY_TO_EXPORT"),
                stage("Returned", "returned", states, "RETRIEVED", "REJECTED", "UNLINKED"),
                stage("On its way", "accepted", states, "ACCEPTED"),
                stage("Failed to export", "failed", states, "FAILED_TO_EXPORT"),
                stage("Synced", "synced", states, "SYNCED"));
    }

    private Stage found(JsonNode status) {
        long count = status.path("archived").path("count").asLong();
        Totals totals = new Totals(currency);
        add(status.path("archived"), totals);
        for (JsonNode state : status.path("change_orders")) {
            count += state.path("count").asLong();
            add(state, totals);
        }
        return new Stage("Found in Procore", "found", "/change-orders", count, totals.byCurrency());
    }

    private Stage stage(String name, String view, JsonNode states, String... of) {
        long count = 0;
        Totals totals = new Totals(currency);
        for (String state : of) {
            count += states.path(state).path("count").asLong();
            add(states.path(state), totals);
        }
        return new Stage(name, view, "/" + view, count, totals.byCurrency());
    }

    private static void add(JsonNode sum, Totals totals) {
        if (!sum.has("totals") && sum.path("count").asLong() > 0) {
            // all is in the site's
            totals.add(null, new BigDecimal(sum.path("total").asText()));
        }
        sum.path("totals")
                .properties()
                .forEach(one -> totals.add(one.getKey(), new BigDecimal(one.getValue().asText())));
    }

    /** The state of the exports in plain words; nothing while all goes its way. */
    static List<Sentence> sentences(JsonNode status) {
        JsonNode exports = status.path("exports");
        return switch (exports.path("state").asText()) {
            case "running", "" -> List.of();
            case "draining" -> List.of(sentence("warn", exports));
            default -> List.of(sentence("bad", exports));
        };
    }

    private static Sentence sentence(String kind, JsonNode exports) {
        return new Sentence(
                kind,
                exports.path("summary").asText(),
                exports.path("since").asText(""),
                exports.path("next_try_at").asText(""));
    }

    // ---- The plot of the last days

    /** A day's bars, in the units of the plot. */
    public record Bars(String day, int x, long arrived, long synced, long failed) {}

    private static final int PLOT_HEIGHT = 100;
    private static final int DAY_WIDTH = 20;

    private static long most(JsonNode statistics) {
        long most = 0;
        for (JsonNode day : statistics.path("days")) {
            for (String what : List.of("arrived", "synced", "failed")) {
                most = Math.max(most, day.path(what).asLong());
            }
        }
        return most;
    }

    /** The bars of the ageing, in hundredths of the longest. */
    private static List<Long> shares(JsonNode ageing) {
        long most = 1;
        for (JsonNode age : ageing) {
            most = Math.max(most, age.path("count").asLong());
        }
        List<Long> shares = new ArrayList<>();
        for (JsonNode age : ageing) {
            shares.add(height(age.path("count").asLong(), most));
        }
        return shares;
    }

    private static List<Bars> bars(JsonNode statistics) {
        long most = Math.max(1, most(statistics));
        List<Bars> bars = new ArrayList<>();
        for (JsonNode day : statistics.path("days")) {
            bars.add(
                    new Bars(
                            day.path("day").asText(),
                            bars.size() * DAY_WIDTH,
                            height(day.path("arrived").asLong(), most),
                            height(day.path("synced").asLong(), most),
                            height(day.path("failed").asLong(), most)));
        }
        return bars;
    }

    /** A count that is not zero is seen, however small it is beside the largest. */
    private static long height(long count, long most) {
        return count == 0 ? 0 : Math.max(2, count * PLOT_HEIGHT / most);
    }
}
