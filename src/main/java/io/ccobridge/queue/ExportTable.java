package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Rows of export, export_line and export_work. Every call belongs to the transaction of the move it
 * serves.
 */
final class ExportTable {

    /**
     * The elements of Spectrum's key for a cost line, phase and cost type aside
     * (facts/spectrum-api.md 2.1).
     */
    static final List<String> KEY =
            List.of(
                    "Company_Code",
                    "Job_Number",
                    "Customer_Code",
                    "Change_Request_Number",
                    "Subcontractor_Code",
                    "Subcontract_Number");

    private final JdbcClient jdbc;

    ExportTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The same hash is the same decision. */
    static String payloadHash(ExportPlan plan) {
        return Fingerprint.sha256(Json.writeAscii(plan));
    }

    /** Stores a decision whole, and makes it due. */
    long insert(long changeOrderId, ExportPlan plan, Caller by, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO export (change_order_id, change_request_number, header, payload_hash,
                            total, accepted_by, accepted_at)
                        VALUES (:id, :number, :header, :hash, :total, :by, :now)""")
                .param("id", changeOrderId)
                .param("number", plan.changeRequestNumber())
                .param("header", Json.writeAscii(plan.header()))
                .param("hash", payloadHash(plan))
                .param("total", plan.total())
                .param("by", by.actor())
                .param("now", time(now))
                .update(key, "id");
        long exportId = key.getKey().longValue();
        int position = 0;
        for (Sum sum : plan.sums()) {
            jdbc.sql(
                            """
                            INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                            VALUES (:export, :position, :phase, :type, :amount, 'OPEN')""")
                    .param("export", exportId)
                    .param("position", ++position)
                    .param("phase", sum.phase())
                    .param("type", sum.costType())
                    .param("amount", sum.amount())
                    .update();
        }
        due(changeOrderId, exportId, now);
        return exportId;
    }

    void due(long changeOrderId, long exportId, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO export_work (change_order_id, export_id, due_at, attempts)
                        VALUES (:id, :export, :now, 0)""")
                .param("id", changeOrderId)
                .param("export", exportId)
                .param("now", time(now))
                .update();
    }

    /** Nobody sends it before that time. */
    void hold(long changeOrderId, Instant until) {
        jdbc.sql(
                        """
                        UPDATE export_work SET due_at = :until, held_until = :until
                        WHERE change_order_id = :id""")
                .param("until", time(until))
                .param("id", changeOrderId)
                .update();
    }

    /** It took two; this one was the first. */
    void first(long exportId, FirstApproval first) {
        jdbc.sql(
                        """
                        UPDATE export SET first_accepted_by = :by, first_accepted_at = :at
                        WHERE id = :export""")
                .param("by", first.actor())
                .param("at", time(first.at()))
                .param("export", exportId)
                .update();
    }

    /**
     * Who accepted it, the first one first.
     *
     * @param exportId null: nobody has
     */
    List<Approval> approvals(Long exportId) {
        List<Approval> approvals = new ArrayList<>();
        jdbc.sql(
                        """
                        SELECT accepted_by, accepted_at, first_accepted_by, first_accepted_at
                        FROM export WHERE id = :export""")
                .param("export", exportId)
                .query(
                        row -> {
                            if (row.getString("first_accepted_by") != null) {
                                approvals.add(
                                        Approval.of(
                                                row.getString("first_accepted_by"),
                                                Shown.instant(row, "first_accepted_at")));
                            }
                            approvals.add(
                                    Approval.of(
                                            row.getString("accepted_by"),
                                            Shown.instant(row, "accepted_at")));
                        });
        return approvals;
    }

    // ---- Undoing
    // -------------------------------------------------------------------------------------------

    /** Nobody takes it or calls for it until this transaction has ended. */
    void lockWork(long changeOrderId) {
        jdbc.sql("SELECT export_id FROM export_work WHERE change_order_id = :id FOR UPDATE")
                .param("id", changeOrderId)
                .query(Long.class)
                .list();
    }

    /** Why it is too late to undo an accepted one: a call may have begun; empty when it is not. */
    Optional<String> begun(long changeOrderId) {
        List<String> why =
                jdbc.sql(
                                """
                                SELECT lease_until IS NOT NULL AS claimed,
                                    EXISTS (SELECT 1 FROM attempt
                                        WHERE attempt.change_order_id = export_work.change_order_id
                                        AND attempt.export_id = export_work.export_id) AS attempted
                                FROM export_work WHERE change_order_id = :id""")
                        .param("id", changeOrderId)
                        .query(
                                (row, number) ->
                                        row.getBoolean("attempted")
                                                ? "It cannot be undone: a call to Spectrum was made"
                                                        + " for it, and Spectrum may hold a part."
                                                : row.getBoolean("claimed")
                                                        ? "It cannot be undone: its export begins"
                                                                + " just now."
                                                        : "")
                        .list();
        return why.isEmpty()
                ? Optional.of("It cannot be undone: its export has ended.")
                : Optional.of(why.get(0)).filter(text -> !text.isEmpty());
    }

    /**
     * Takes a decision back of which nothing was sent.
     *
     * @return the decision before it that Spectrum may hold a part of; null when there is none
     */
    Long withdraw(long changeOrderId, long exportId, Instant now) {
        jdbc.sql("DELETE FROM export_work WHERE change_order_id = :id")
                .param("id", changeOrderId)
                .update();
        jdbc.sql("UPDATE export SET undone_at = :now WHERE id = :export")
                .param("now", time(now))
                .param("export", exportId)
                .update();
        return jdbc.sql(
                        """
                        SELECT id FROM export WHERE change_order_id = :id AND undone_at IS NULL
                        ORDER BY id DESC LIMIT 1""")
                .param("id", changeOrderId)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    // ---- What Spectrum holds
    // -------------------------------------------------------------------------------

    /**
     * A part that Spectrum holds under another key would stay there beside the new one: money
     * twice.
     *
     * @return 422 that names what differs; nothing when the key is the same
     */
    Optional<Refusal> otherKey(ChangeOrderRow row, ExportPlan plan) {
        List<Sum> held = row.exportId() == null ? List.of() : HeldSums.of(jdbc, row.id());
        return held.isEmpty()
                ? Optional.empty()
                : HeldElsewhere.refusal(
                        Json.read(
                                jdbc.sql("SELECT header FROM export WHERE id = :id")
                                        .param("id", row.exportId())
                                        .query(String.class)
                                        .single(),
                                Map.class),
                        held,
                        plan);
    }
}
