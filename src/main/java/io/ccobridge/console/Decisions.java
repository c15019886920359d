package io.ccobridge.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Decisions about many change orders at once: what they would send is looked at first ({@link
 * Confirmation}); then they are made piece by piece, and go on when the page is left. {@link
 * Decided} shows what became of them.
 */
final class Decisions {

    /** As many as the longest page of a list has. */
    static final int MOST = 200;

    /** So many are decided before a page is shown; each is read from Procore once more. */
    private static final int AT_ONCE = 10;

    private final Tasks tasks;
    private final Kept kept;

    Decisions(Tasks tasks, Kept kept) {
        this.tasks = tasks;
        this.kept = kept;
    }

    List<Page> pages() {
        return List.of(Page.post("/decide", this::decide));
    }

    /** The first piece is decided at once, so that who may not decide is told so at once. */
    private Reply decide(Visit visit) {
        String move = move(visit);
        String reason = visit.field("reason");
        Map<String, ObjectNode> chosen = chosenVersions(visit);
        List<ObjectNode> items = List.copyOf(chosen.values());
        ArrayNode first = piece(visit, move, reason, items, 0);
        String said = UUID.randomUUID().toString();
        tasks.start(
                Decided.key(visit, said),
                task -> {
                    ArrayNode results = first;
                    task.tell(results);
                    for (int from = AT_ONCE; from < items.size(); from += AT_ONCE) {
                        ArrayNode more = results.deepCopy();
                        results = more.addAll(piece(visit, move, reason, items, from));
                        kept.forget();
                        task.tell(results);
                    }
                    return results;
                });
        return Reply.goTo(
                Decided.address(move, chosen.keySet(), said, SignIn.own(visit.field("back"))));
    }

    /** What became of each of the piece that begins there. */
    private static ArrayNode piece(
            Visit visit, String move, String reason, List<ObjectNode> items, int from) {
        Map<String, Object> body = new HashMap<>();
        body.put("items", items.subList(from, Math.min(from + AT_ONCE, items.size())));
        body.put("reason", reason);
        return (ArrayNode)
                visit.post(
                                move.equals("accept") ? "acceptChangeOrders" : "rejectChangeOrders",
                                body)
                        .path("results");
    }

    /** By id, each with the version that was looked at. */
    private static Map<String, ObjectNode> chosenVersions(Visit visit) {
        Map<String, ObjectNode> items = new LinkedHashMap<>();
        for (String one : visit.fields("item")) {
            if (!one.matches("\\d{1,18}:\\d{1,9}")) {
                throw Refused.because(
                        422,
                        "Nothing was chosen that could be decided on. Go back and choose again.");
            }
            String[] idAndVersion = one.split(":");
            items.put(
                    idAndVersion[0],
                    Json.mapper()
                            .createObjectNode()
                            .put("id", idAndVersion[0])
                            .put("version", Integer.valueOf(idAndVersion[1])));
        }
        enough(items.size());
        return items;
    }

    /**
     * @throws Refused 422 for none, and for more than are decided on at once
     */
    static void enough(int chosen) {
        if (chosen == 0) {
            throw Refused.because(
                    422, "Nothing was chosen. Go back and choose at least one change order.");
        }
        if (chosen > MOST) {
            throw Refused.because(
                    422,
                    "At most "
                            + MOST
                            + " change orders are decided on at once. Go back and choose fewer.");
        }
    }

    static String move(Visit visit) {
        String move = visit.field("move");
        if (!move.equals("accept") && !move.equals("reject")) {
            throw Refused.because(422, "Choose whether to accept or to reject.");
        }
        return move;
    }
}
