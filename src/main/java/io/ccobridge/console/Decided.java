package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Totals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the change orders of one decision, as they stand now. The address names them, so
 * it can be kept and sent; what was refused, and why, is known to whoever decided, and no longer
 * than a {@link Tasks.Task} is kept.
 */
final class Decided {

    // where one stands, besides the states
    private static final String REFUSED = "refused";
    private static final String WAITS_FOR_SECOND = "second";
    private static final String WAITS_ITS_TURN = "turn";
    private static final String UNKNOWN = "unknown";

    /** In this order they are added up; any other after them. */
    private static final List<String> ORDER =
            List.of(
                    "SYNCED",
                    "ACCEPTED",
                    "REJECTED",
                    WAITS_FOR_SECOND,
                    WAITS_ITS_TURN,
                    "FAILED_TO_EXPORT",
                    REFUSED);

    /** What does not stay as it is. */
    private static final Set<String> MOVING = Set.of("ACCEPTED", WAITS_FOR_SECOND, WAITS_ITS_TURN);

    private final Tasks tasks;
    private final Kept kept;
    private final String currency;

    /**
     * @param currency the site's, for change orders that Procore names none of
     */
    Decided(Tasks tasks, Kept kept, String currency) {
        this.tasks = tasks;
        this.kept = kept;
        this.currency = currency;
    }

    List<Page> pages() {
        return List.of(Page.get("/decided", this::show));
    }

    /** The page of a decision. */
    static String address(String move, Collection<String> ids, String said, String back) {
        return "/decided?move="
                + move
                + "&ids="
                + String.join(",", ids)
                + "&said="
                + said
                + "&back="
                + Visit.encode(back);
    }

    /** Of the task that makes a decision of who is signed in. */
    static String key(Visit visit, String said) {
        return visit.caller().name() + " decides " + said;
    }

    private Reply show(Visit visit) {
        String move = Decisions.move(visit);
        Optional<Tasks.Task> task = tasks.find(key(visit, visit.field("said")));
        boolean over = task.map(Tasks::over).orElse(true);
        // before the change orders: what was decided is to be seen in them
        Map<String, JsonNode> results = new HashMap<>();
        task.map(Tasks.Task::result)
                .ifPresent(all -> all.forEach(one -> results.put(one.path("id").asText(), one)));
        ArrayNode rows = rows(visit, results, over);
        boolean moving = false;
        for (JsonNode row : rows) {
            moving |= MOVING.contains(row.path("outcome").asText());
        }
        Map<String, Object> model = new HashMap<>();
        model.put("move", move);
        model.put("rows", rows);
        model.put("sums", sums(visit, rows));
        model.put("known", task.isPresent());
        model.put("begun", task.map(one -> one.startedAt().toString()).orElse(""));
        model.put("over", over);
        model.put("done", results.size());
        model.put("good", results.values().stream().filter(Decided::isGood).count());
        model.put(
                "wrong",
                task.map(Tasks.Task::failure).map(no -> visit.json(no.problem())).orElse(null));
        model.put("moving", moving);
        model.put("live", visit.address());
        model.put("sentences", moving ? Overview.sentences(status(visit)) : List.of());
        model.put("back", SignIn.own(visit.field("back")));
        return Reply.show("decided", model);
    }

    private JsonNode status(Visit visit) {
        return kept.get("status", () -> visit.call("getStatus", Map.of(), null));
    }

    /** The change orders with where each stands; those that were refused first. */
    private static ArrayNode rows(Visit visit, Map<String, JsonNode> results, boolean over) {
        Set<String> ids = ids(visit);
        Map<String, JsonNode> items = ChangeOrdersById.of(visit, ids);
        Map<String, JsonNode> letters = letters(visit, items.values());
        ArrayNode refused = visit.object().arrayNode();
        ArrayNode others = visit.object().arrayNode();
        for (String id : ids) {
            JsonNode item = items.get(id);
            JsonNode result = results.get(id);
            ObjectNode row = item == null ? visit.object().put("id", id) : item.deepCopy();
            String outcome = outcome(item, result, over);
            row.put("outcome", outcome);
            row.set("letter", letters.get(id));
            if (outcome.equals(REFUSED)) {
                row.set("problem", result.path("problem"));
            }
            (outcome.equals(REFUSED) ? refused : others).add(row);
        }
        return refused.addAll(others);
    }

    /** One of those above, or the state. */
    private static String outcome(JsonNode item, JsonNode result, boolean over) {
        if (result != null && !isGood(result)) {
            return REFUSED;
        }
        if (item == null) {
            return UNKNOWN;
        }
        if (result == null && !over) {
            return WAITS_ITS_TURN;
        }
        String state = item.path("state").asText();
        return result != null
                        && state.equals("READY_TO_EXPORT")
                        && state.equals(result.path("state").asText())
                ? WAITS_FOR_SECOND
                : state;
    }

    private static boolean isGood(JsonNode result) {
        return result.path("status").asInt() < 300;
    }

    private static Set<String> ids(Visit visit) {
        Set<String> ids = new LinkedHashSet<>(Arrays.asList(visit.field("ids").split(",")));
        Decisions.enough(ids.size());
        Confirmation.whole(ids);
        return ids;
    }

    /** Why they failed, by the change order's id. */
    private static Map<String, JsonNode> letters(Visit visit, Collection<JsonNode> items) {
        List<JsonNode> failed =
                items.stream()
                        .filter(item -> item.path("state").asText().equals("FAILED_TO_EXPORT"))
                        .toList();
        Map<String, JsonNode> letters = new HashMap<>();
        if (failed.isEmpty()) {
            return letters;
        }
        // those of a decision just made are among the newest
        visit.callWith("listDeadLetters", Map.of(), Map.of("per_page", "50"), null)
                .path("items")
                .forEach(letter -> letters.put(letter.path("change_order_id").asText(), letter));
        for (JsonNode item : failed) {
            letters.computeIfAbsent(
                    item.path("id").asText(),
                    id ->
                            OneChangeOrder.deadLetter(
                                    visit, visit.call("getChangeOrder", Map.of("id", id), null)));
        }
        return letters;
    }

    /** How many stand where, and their amounts together. */
    private ArrayNode sums(Visit visit, ArrayNode rows) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Totals> totals = new HashMap<>();
        ORDER.forEach(outcome -> counts.put(outcome, 0));
        for (JsonNode row : rows) {
            String outcome = row.path("outcome").asText();
            counts.merge(outcome, 1, Integer::sum);
            totals.computeIfAbsent(outcome, same -> new Totals(currency))
                    .add(
                            row.path("currency").textValue(),
                            new BigDecimal(row.path("total").asText("0.00")));
        }
        ArrayNode sums = visit.object().arrayNode();
        counts.forEach(
                (outcome, count) -> {
                    if (count > 0) {
                        sums.addObject()
                                .put("outcome", outcome)
                                .put("count", count)
                                .set("totals", visit.json(totals.get(outcome).byCurrency()));
                    }
                });
        return sums;
    }
}
