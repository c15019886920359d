package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of first_approval. Every call belongs to the transaction of the move it serves. */
final class FirstApprovals {

    private final JdbcClient jdbc;

    FirstApprovals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What holds for the change order as it is now. */
    Optional<FirstApproval> of(ChangeOrderRow row) {
        return jdbc.sql(
                        "SELECT * FROM first_approval WHERE change_order_id = :id AND version ="
                                + " :version")
                .param("id", row.id())
                .param("version", row.version())
                .query(FirstApprovals::approval)
                .optional();
    }

    void put(FirstApproval approval) {
        jdbc.sql(
                        """
                        INSERT INTO first_approval (change_order_id, version, payload_hash, approver, acting_for, approved_at,
                            change_request_number, description, accounting_date)
                        VALUES (:id, :version, :hash, :approver, :for, :at, :number, :description, :date)""")
                .param("id", approval.changeOrderId())
                .param("version", approval.version())
                .param("hash", approval.payloadHash())
                .param("approver", approval.approver())
                .param("for", approval.actingFor())
                .param("at", time(approval.at()))
                .param("number", approval.typed().changeRequestNumber())
                .param("description", approval.typed().description())
                .param("date", approval.typed().accountingDate())
                .update();
    }

    /** Whose it was; empty when there was none. */
    Optional<String> end(long changeOrderId) {
        Optional<String> approver =
                jdbc.sql("SELECT approver FROM first_approval WHERE change_order_id = :id")
                        .param("id", changeOrderId)
                        .query(String.class)
                        .optional();
        if (approver.isPresent()) {
            jdbc.sql("DELETE FROM first_approval WHERE change_order_id = :id")
                    .param("id", changeOrderId)
                    .update();
        }
        return approver;
    }

    private static FirstApproval approval(ResultSet row, int number) throws SQLException {
        return new FirstApproval(
                row.getLong("change_order_id"),
                row.getInt("version"),
                row.getString("payload_hash"),
                row.getString("approver"),
                row.getString("acting_for"),
                Shown.instant(row, "approved_at"),
                new Typed(
                        row.getString("change_request_number"),
                        row.getString("description"),
                        row.getObject("accounting_date", LocalDate.class)));
    }
}
