package io.ccobridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.queue.Shown;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an approver is shown of a change order that a replay has given back. */
final class BackToApproval {

    private BackToApproval() {}

    /** Null unless it waits for a new decision since a replay. */
    static JsonNode of(JdbcClient jdbc, long changeOrderId) {
        return jdbc.sql(
                        """
                        SELECT d.id, d.difference, d.ended_at FROM dead_letter d
                        JOIN change_order c ON c.id = d.change_order_id
                        WHERE d.change_order_id = :id AND d.ended = 'back-to-approval'
                            AND c.state = 'READY_TO_EXPORT' AND c.export_id = d.export_id
                        ORDER BY d.id DESC LIMIT 1""")
                .param("id", changeOrderId)
                .query(
                        (row, number) -> {
                            ObjectNode back = (ObjectNode) Shown.json(row, "difference");
                            back.put("dead_letter_id", row.getString("id"));
                            back.put("at", Shown.instant(row, "ended_at").toString());
                            return (JsonNode) back;
                        })
                .optional()
                .orElse(NullNode.instance);
    }
}
