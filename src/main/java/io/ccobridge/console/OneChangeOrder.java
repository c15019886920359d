package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.http.Refused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One change order, whole, and every move that can be made with it. */
final class OneChangeOrder {

    /** A move's call of the API, and the fields of the form that go into its body. */
    private record Move(String operationId, List<String> fields) {

        /** These are about an export under way, whatever became of the change order meanwhile. */
        boolean ofAVersion() {
            return !operationId.equals("tryNow") && !operationId.equals("stopTrying");
        }
    }

    private static final Map<String, Move> MOVES = moves();

    private static Map<String, Move> moves() {
        Map<String, Move> moves = new LinkedHashMap<>();
        moves.put("send", new Move("sendChangeOrder", List.of()));
        moves.put("retrieve", new Move("retrieveChangeOrder", List.of()));
        moves.put(
                "accept",
                new Move(
                        "acceptChangeOrder",
                        List.of("change_request_number", "description", "accounting_date")));
        moves.put("reject", new Move("rejectChangeOrder", List.of("reason")));
        moves.put(
                "unlink", new Move("unlinkChangeOrder", List.of("reason", "deleted_in_spectrum")));
        moves.put("try-now", new Move("tryNow", List.of()));
        moves.put("stop-trying", new Move("stopTrying", List.of("reason")));
        moves.put("undo", new Move("undoChangeOrder", List.of("reason")));
        return moves;
    }

    List<Page> pages() {
        return List.of(
                Page.get("/change-orders/{id}", visit -> show(visit, null)),
                Page.post("/change-orders/{id}/{move}", OneChangeOrder::move),
                Page.get("/change-orders/{id}/calls", OneChangeOrder::calls),
                // who was refused a move has its address, and may reload it
                Page.get(
                        "/change-orders/{id}/{move}",
                        visit -> Reply.goTo("/change-orders/" + visit.path("id"))));
    }

    private static Reply show(Visit visit, Refused wrong) {
        JsonNode one = visit.get("getChangeOrder");
        Map<String, Object> model = new HashMap<>();
        model.put("one", one);
        JsonNode history = visit.get("getHistory").path("items");
        model.put("history", history);
        model.put("details", AuditDetail.ofAll(history));
        model.put("preview", preview(visit));
        model.put("letter", deadLetter(visit, one));
        model.put("wrong", wrong == null ? null : visit.json(wrong.problem()));
        model.put("tried", wrong == null ? "" : visit.path("move"));
        model.put("typed", new TextFunction(visit::field));
        return new Reply.Shown(
                wrong == null ? 200 : wrong.problem().status(), "change-order", model);
    }

    /**
     * What tells why it failed; null unless it has.
     *
     * @param one whole
     */
    static JsonNode deadLetter(Visit visit, JsonNode one) {
        return one.path("state").asText().equals("FAILED_TO_EXPORT")
                ? visit.call(
                        "getDeadLetter", Map.of("id", one.path("dead_letter_id").asText()), null)
                : null;
    }

    /**
     * The calls that accepting the version in the query would make: none of another one's. The
     * preview comes first, since it may show another version where it leads elsewhere by now.
     */
    private static Reply calls(Visit visit) {
        Map<String, Object> model = new HashMap<>();
        try {
            model.put("calls", visit.get("previewChangeOrder").path("calls"));
        } catch (Refused e) {
            model.put("wrong", visit.json(e.problem()));
        }
        JsonNode one = visit.get("getChangeOrder");
        model.put("one", one);
        model.put(
                "changed",
                !visit.field("version").isEmpty()
                        && !visit.field("version").equals(one.path("version").asText()));
        return Reply.show("calls", model);
    }

    /** What is in the way of a preview is in the way of the page only in its own place. */
    private static JsonNode preview(Visit visit) {
        try {
            return visit.get("previewChangeOrder");
        } catch (Refused e) {
            return null;
        }
    }

    private static Reply move(Visit visit) {
        Move move = MOVES.get(visit.path("move"));
        if (move == null) {
            throw Refused.because(404, "There is no such move.");
        }
        Map<String, Object> body = new HashMap<>();
        if (move.ofAVersion()) {
            body.put("version", visit.number("version"));
        }
        for (String field : move.fields()) {
            body.put(
                    field,
                    field.equals("deleted_in_spectrum")
                            ? (Object) visit.field(field).equals("true")
                            : visit.field(field));
        }
        Map<String, String> id = Map.of("id", visit.path("id"));
        try {
            visit.call(move.operationId(), id, body);
        } catch (Refused e) {
            return show(visit, e);
        }
        return Reply.goTo("/change-orders/" + visit.path("id"));
    }
}
