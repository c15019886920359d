package io.ccobridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Approval;
import io.ccobridge.queue.ChangeOrderRow;
import io.ccobridge.queue.ChangeOrderTable;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.NextAttempt;
import io.ccobridge.queue.OpenMoves;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.Shown;
import io.ccobridge.queue.Timeline;
import io.ccobridge.queue.Waits;
import io.ccobridge.report.ShownDocument.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    /**
     * Where a change order leads to, and what keeps it from going there.
     *
     * @param problems what is not met by that which would be sent, or accepted, now
     */
    public record Outlook(Links links, List<Problem> problems) {}

    /**
     * A thing that a change order waits for.
     *
     * @param code the Spectrum code it leads to; null: nowhere yet
     */
    record WaitsFor(String kind, String name, String code, Instant since, String message) {}

    public record HistoryEntry(
            Instant at, String by, String from, String to, String reason, JsonNode detail) {}

    /**
     * @param archivedAt null when it is not in the archive
     */
    private record Found(
            ChangeOrderItem item,
            Snapshot present,
            Snapshot sent,
            String accountingMethod,
            Instant archivedAt,
            Long deadLetterId) {}

    private final JdbcClient jdbc;
    private final ChangeOrderTable table;
    private final Function<ChangeOrderRow, Outlook> outlook;
    private final OpenMoves moves;
    private final Waits waits;
    private final Timeline timeline;
    private final NextAttempt nextAttempt;

    /**
     * @param outlook found with the links of now
     */
    public ChangeOrderDetail(
            JdbcClient jdbc,
            Function<ChangeOrderRow, Outlook> outlook,
            OpenMoves moves,
            Timeline timeline,
            ExportsReport exports,
            Clock clock) {
        this.jdbc = jdbc;
        this.table = new ChangeOrderTable(jdbc);
        this.outlook = outlook;
        this.moves = moves;
        this.waits = new Waits(jdbc);
        this.timeline = timeline;
        this.nextAttempt = new NextAttempt(jdbc, exports, clock);
    }

    /**
     * The item of the list with lines, links, what it waits for, attempts (the attempts themselves,
     * oldest first), approvals, the moves that are open to the caller and, when it changed since it
     * was sent, before and after.
     *
     * @throws Refusal 404
     */
    public JsonNode get(long id, Caller by) {

        Found found =
                jdbc.sql(
                                ChangeOrderItem.SELECT
                                        + """
                                        , present.body AS present_body, sent.body AS sent_body,
                                        procore_commitment.accounting_method,
                                        (SELECT MAX(id) FROM dead_letter
                                         WHERE change_order_id = change_order.id) AS dead_letter_id
                                        FROM every_change_order change_order
                                        LEFT JOIN procore_commitment
                                             ON procore_commitment.id = change_order.commitment_id
                                        LEFT JOIN document present ON present.id = present_document_id
                                        LEFT JOIN document sent ON sent.id = sent_document_id
                                        WHERE change_order.id = :id""")
                        .param("id", id)
                        .query(ChangeOrderDetail::found)
                        .optional()
                        .orElseThrow(() -> unknown(id));
        // after the item: who sees less than there is has an older version, and is refused with it
        ChangeOrderRow row = table.find(id).orElseThrow(() -> unknown(id));
        Outlook ahead = outlook.apply(row);
        List<Approval> approvals = moves.approvals(row);
        boolean changed = found.item().changedSinceSent() && found.sent() != null;
        Snapshot present = found.present();
        Snapshot sent = changed ? found.sent() : null;
        ObjectNode detail = Json.mapper().valueToTree(found.item());
        // what an approver decides on is what was sent
        detail.put("procore_status", (changed ? sent : present).status());
        detail.set("lines", json(changed ? sent.lines() : present.lines()));
        detail.put("accounting_method", found.accountingMethod());
        detail.set("waits_for", json(waitsFor(found.item(), id)));
        detail.set("links", json(ahead.links()));
        detail.set("attempts", json(timeline.ofChangeOrder(id)));
        detail.put(
                "dead_letter_id",
                found.deadLetterId() == null ? null : found.deadLetterId().toString());
        detail.set("approvals", json(approvals));
        detail.put(
                "approvals_needed",
                row.state() == State.READY_TO_EXPORT || approvals.isEmpty()
                        ? moves.approvalsNeeded(row)
                        : approvals.size());
        detail.set("moves", json(moves.of(row, by, ahead.problems())));
        detail.put("next_attempt_reason", nextAttempt.why(id));
        detail.set("before", json(sent));
        detail.set("after", json(changed ? present : null));
        detail.set("back_to_approval", BackToApproval.of(jdbc, id));
        if (found.archivedAt() != null) {
            detail.set("archived_at", json(found.archivedAt()));
        }
        return detail;
    }

    /**
     * An answer that names its {@code change_order_id}, with the moves that are open to the caller
     * now.
     */
    public JsonNode withMoves(Object answer, Caller by) {
        ObjectNode with = Json.mapper().valueToTree(answer);
        ChangeOrderRow row = table.find(with.path("change_order_id").asLong()).orElseThrow();
        return with.set("moves", json(moves.of(row, by, outlook.apply(row).problems())));
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

    private static HistoryEntry historyEntry(ResultSet row, int number) throws SQLException {
        return new HistoryEntry(
                Shown.instant(row, "at"),
                row.getString("actor"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("reason"),
                Shown.json(row, "detail"));
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        boolean gone = ChangeOrderRow.GONE.equals(row.getString("present_fingerprint"));
        Snapshot present =
                ShownDocument.of(
                        row.getString("present_body"),
                        row.getString("present_company"),
                        row.getString("present_commitment"));
        String sent = row.getString("sent_body");
        return new Found(
                ChangeOrderItem.of(row, number),
                gone ? present.deleted() : present,
                sent == null
                        ? null
                        : ShownDocument.of(
                                sent,
                                row.getString("sent_company"),
                                row.getString("sent_commitment")),
                row.getString("accounting_method"),
                Shown.instant(row, "archived_at"),
                row.getObject("dead_letter_id", Long.class));
    }

    private List<WaitsFor> waitsFor(ChangeOrderItem item, long id) {
        if (!item.state().equals(State.NEEDS_ATTENTION.name())) {
            return List.of();
        }
        return waits.of(id).stream()
                .map(
                        wait ->
                                new WaitsFor(
                                        wait.thing().kind().word(),
                                        wait.thing().name(),
                                        wait.thing().code(),
                                        wait.since(),
                                        wait.thing().message()))
                .toList();
    }

    private static JsonNode json(Object value) {
        return Json.mapper().valueToTree(value);
    }

    private static Refusal unknown(long id) {
        return Refusal.unknown("There is no change order " + id + ".");
    }
}
