package io.ccobridge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change order with all that is known of it. */
public final class ChangeOrderDetail {

    /**
     * What a change order leads to in Spectrum; null where there is no link.
     *
     * @param job the project's
     */
    public record Links(FoundLink job, FoundLink vendor, FoundLink commitment) {}

    /**
     * @param source manual, procore or rule
     * @param name what Spectrum calls it; null when it has nothing under that code
     */
    public record FoundLink(String code, String source, String name) {}

    /** A line as Procore sent it; null for what it does not say. */
    record Line(String id, String wbsCode, String description, String amount) {}

    /** What the approver compares when a change order has changed since it was sent. */
    record Snapshot(
            String number,
            String title,
            String status,
            String description,
            String total,
            List<Line> lines) {}

    record Attempt(
            int number,
            Instant at,
            String node,
            Long durationMs,
            String request,
            String response,
            String outcome,
            String message,
            Instant nextAttemptAt) {}

    record HistoryEntry(
            Instant at, String by, String from, String to, String reason, JsonNode detail) {}

    /**
     * @param archivedAt null when it is not in the archive
     */
    private record Found(ChangeOrderItem item, String present, String sent, Instant archivedAt) {}

    private final JdbcClient jdbc;
    private final LongFunction<Links> links;

    /**
     * @param links finds the links of a change order by its id
     */
    public ChangeOrderDetail(JdbcClient jdbc, LongFunction<Links> links) {
        this.jdbc = jdbc;
        this.links = links;
    }

    /**
     * The item of the list with lines, links, attempts (the attempts themselves, oldest first) and,
     * when it changed since it was sent, before and after.
     *
     * @throws Refusal 404
     */
    public JsonNode get(long id) {
        Found found =
                jdbc.sql(
                                ChangeOrderItem.SELECT
                                        + """
                                        , present.body AS present_body, sent.body AS sent_body
                                        FROM every_change_order change_order
                                        LEFT JOIN document present ON present.id = present_document_id
                                        LEFT JOIN document sent ON sent.id = sent_document_id
                                        WHERE change_order.id = :id""")
                        .param("id", id)
                        .query(
                                (row, number) ->
                                        new Found(
                                                ChangeOrderItem.of(row, number),
                                                row.getString("present_body"),
                                                row.getString("sent_body"),
                                                Shown.instant(row, "archived_at")))
                        .optional()
                        .orElseThrow(() -> unknown(id));
        boolean changed = found.item().changedSinceSent() && found.sent() != null;
        Snapshot present = snapshot(found.present());
        Snapshot sent = changed ? snapshot(found.sent()) : null;
        ObjectNode detail = Json.mapper().valueToTree(found.item());
        // what an approver decides on is what was sent
        detail.set("lines", json(changed ? sent.lines() : present.lines()));
        detail.set("links", json(links.apply(id)));
        detail.set("attempts", json(attempts(id)));
        detail.set("before", json(sent));
        detail.set("after", json(changed ? present : null));
        if (found.archivedAt() != null) {
            detail.set("archived_at", json(found.archivedAt()));
        }
        return detail;
    }

    /**
     * What happened to it, oldest first.
     *
     * @throws Refusal 404
     */
    public Map<String, List<HistoryEntry>> history(long id) {
        if (jdbc.sql("SELECT id FROM every_change_order WHERE id = :id")
                .param("id", id)
                .query(Long.class)
                .optional()
                .isEmpty()) {
            throw unknown(id);
        }
        return Map.of(
                "items",
                jdbc.sql(
                                "SELECT at, actor, from_state, to_state, reason, detail FROM"
                                        + " audit_entry WHERE change_order_id = :id ORDER BY id")
                        .param("id", id)
                        .query(ChangeOrderDetail::historyEntry)
                        .list());
    }

    private List<Attempt> attempts(long id) {
        return jdbc.sql(
                        "SELECT number, at, node, duration_ms, request, response, outcome, message,"
                                + " next_attempt_at FROM attempt WHERE change_order_id = :id ORDER BY"
                                + " id")
                .param("id", id)
                .query(ChangeOrderDetail::attempt)
                .list();
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                Shown.instant(row, "at"),
                row.getString("node"),
                row.getObject("duration_ms", Long.class),
                row.getString("request"),
                row.getString("response"),
                row.getString("outcome"),
                row.getString("message"),
                Shown.instant(row, "next_attempt_at"));
    }

    private static HistoryEntry historyEntry(ResultSet row, int number) throws SQLException {
        return new HistoryEntry(
                Shown.instant(row, "at"),
                row.getString("actor"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("reason"),
                Shown.json(row, "detail"));
    }

    /** Reads what can be read: any document is shown, also one that is all wrong. */
    private static Snapshot snapshot(String body) {
        JsonNode document = body == null ? NullNode.instance : Json.read(body);
        JsonNode changeOrder = document.path("change_order");
        return new Snapshot(
                text(changeOrder.path("number")),
                text(changeOrder.path("title")),
                text(changeOrder.path("status")),
                text(changeOrder.path("description")),
                money(changeOrder.path("grand_total")),
                StreamSupport.stream(document.path("lines").spliterator(), false)
                        .map(
                                line ->
                                        new Line(
                                                text(line.path("id")),
                                                text(line.path("wbs_code").path("flat_code")),
                                                text(line.path("description")),
                                                money(line.path("amount"))))
                        .toList());
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** An amount that is none is shown as it came. */
    private static String money(JsonNode node) {
        String text = text(node);
        return text != null && text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
                ? Shown.money(new BigDecimal(text))
                : text;
    }

    private static JsonNode json(Object value) {
        return Json.mapper().valueToTree(value);
    }

    private static Refusal unknown(long id) {
        return Refusal.unknown("There is no change order " + id + ".");
    }
}
