package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ccobridge.console.CsvPieces.Piece;
import io.ccobridge.http.Refused;
import io.ccobridge.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Imports of links, which go on by themselves: a large file is taken piece by piece, and its page
 * says how far it is.
 */
final class LinkImports {

    private static final int LINES_AT_ONCE = 500;

    /** Wrong lines that are told one by one. */
    private static final int TOLD = 200;

    private static final String KEY = "import ";

    private final Tasks tasks;

    LinkImports(Tasks tasks) {
        this.tasks = tasks;
    }

    List<Page> pages() {
        return List.of(Page.get("/links/imports/{id}", this::show));
    }

    /**
     * Begins it. The first piece is taken at once, so that a file that is none is refused at once.
     *
     * @throws Refused as the API refuses the import
     */
    Reply begin(Visit visit, String kind) {
        List<Piece> pieces = CsvPieces.of(visit.field("csv"), LINES_AT_ONCE);
        ObjectNode sum = Json.mapper().createObjectNode();
        sum.put("kind", kind)
                .put("by", visit.caller().name())
                .put("total", pieces.stream().mapToInt(Piece::lines).sum())
                .put("done", 0)
                .put("imported", 0)
                .put("wrong", 0)
                .putArray("errors");
        ObjectNode first = add(sum, pieces.get(0), take(visit, kind, pieces.get(0)));
        String id = UUID.randomUUID().toString();
        tasks.start(
                KEY + id,
                task -> {
                    ObjectNode soFar = first;
                    task.tell(soFar);
                    for (Piece piece : pieces.subList(1, pieces.size())) {
                        soFar = add(soFar, piece, take(visit, kind, piece));
                        task.tell(soFar);
                    }
                    return soFar;
                });
        return Reply.goTo("/links/imports/" + id);
    }

    private static JsonNode take(Visit visit, String kind, Piece piece) {
        return visit.callWith("importLinks", Map.of("kind", kind), new TextNode(piece.csv()));
    }

    private static ObjectNode add(ObjectNode before, Piece piece, JsonNode imported) {
        ObjectNode sum = before.deepCopy();
        sum.put("done", before.path("done").asInt() + piece.lines());
        sum.put("imported", before.path("imported").asInt() + imported.path("imported").asInt());
        sum.put("wrong", before.path("wrong").asInt() + imported.path("errors").size());
        ArrayNode errors = (ArrayNode) sum.path("errors");
        for (JsonNode error : imported.path("errors")) {
            if (errors.size() < TOLD) {
                errors.addObject()
                        .put("line", piece.inFile(error.path("line").asLong()))
                        .put("message", error.path("message").asText());
            }
        }
        return sum;
    }

    private Reply show(Visit visit) {
        if (!visit.may("importLinks")) {
            throw Refused.because(403, "This page is for admins: they import links.");
        }
        Tasks.Task task =
                tasks.find(KEY + visit.path("id"))
                        .orElseThrow(
                                () ->
                                        Refused.because(
                                                404,
                                                "The bridge knows no such import, or has been"
                                                        + " restarted since. What was taken stays, and"
                                                        + " is in the audit trail; taking the same file"
                                                        + " once more changes nothing that is right"
                                                        + " already."));
        boolean over = Tasks.over(task);
        Map<String, Object> model = new HashMap<>();
        model.put("over", over);
        model.put("it", shown(task));
        model.put("live", visit.address());
        model.put("wrong", task.failure() == null ? null : visit.json(task.failure().problem()));
        return Reply.show("link-import", model);
    }

    /** Those of the last hours, the newest first. */
    List<Object> last() {
        return tasks.all(KEY).stream()
                .limit(5)
                .map(LinkImports::shown)
                .map(Templates::plain)
                .toList();
    }

    private static ObjectNode shown(Tasks.Task task) {
        ObjectNode shown =
                task.result() == null
                        ? Json.mapper().createObjectNode()
                        : ((ObjectNode) task.result()).deepCopy();
        shown.put("id", task.key().substring(KEY.length()));
        shown.put("started_at", task.startedAt().toString());
        shown.put("over", task.isOver());
        return shown;
    }
}
