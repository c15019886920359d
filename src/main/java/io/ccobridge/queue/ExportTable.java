package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.List;
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
                .param("hash", Fingerprint.sha256(Json.writeAscii(plan)))
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
}
