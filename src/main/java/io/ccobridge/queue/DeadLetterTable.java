package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of dead_letter. Every call belongs to the transaction of the move it serves. */
final class DeadLetterTable {

    private final JdbcClient jdbc;

    DeadLetterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens a dead letter; one that fails again for the same cause is seen since the first time.
     *
     * @param column Spectrum's name of the element at fault, or null
     */
    void open(
            long changeOrderId,
            long exportId,
            String category,
            String column,
            String message,
            BigDecimal amount,
            Instant now) {
        String cause = Cause.of(category, column, message).group();
        OffsetDateTime firstSeen =
                jdbc.sql(
                                "SELECT MIN(first_seen) FROM dead_letter WHERE change_order_id = :id"
                                        + " AND cause = :cause")
                        .param("id", changeOrderId)
                        .param("cause", cause)
                        .query(OffsetDateTime.class)
                        .optional()
                        .orElse(time(now));
        jdbc.sql(
                        """
                        INSERT INTO dead_letter (change_order_id, export_id, cause, category, column_name,
                            message, amount, first_seen, last_seen)
                        VALUES (:id, :export, :cause, :category, :column, :message, :amount, :first, :now)""")
                .param("id", changeOrderId)
                .param("export", exportId)
                .param("cause", cause)
                .param("category", category)
                .param("column", column)
                .param("message", message)
                .param("amount", amount)
                .param("first", firstSeen)
                .param("now", time(now))
                .update();
    }

    void end(long changeOrderId, String how, Instant now) {
        jdbc.sql(
                        "UPDATE dead_letter SET ended = :how, ended_at = :now WHERE change_order_id ="
                                + " :id AND ended IS NULL")
                .param("how", how)
                .param("now", time(now))
                .param("id", changeOrderId)
                .update();
    }

    /**
     * It went back to the approver.
     *
     * @param difference as JSON, what the approver is shown
     */
    void back(long changeOrderId, String difference, Instant now) {
        jdbc.sql(
                        "UPDATE dead_letter SET difference = :difference WHERE change_order_id = :id"
                                + " AND ended IS NULL")
                .param("difference", difference)
                .param("id", changeOrderId)
                .update();
        end(changeOrderId, "back-to-approval", now);
    }

    /** False when the last one was not discarded. */
    boolean reopen(long changeOrderId) {
        return jdbc.sql(
                                """
                                UPDATE dead_letter SET ended = NULL, ended_at = NULL
                                WHERE ended = 'discarded'
                                AND id = (SELECT MAX(id) FROM dead_letter WHERE change_order_id = :id)""")
                        .param("id", changeOrderId)
                        .update()
                == 1;
    }
}
