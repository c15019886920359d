package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of dead_letter, and of the notes on their causes. Every call belongs to the transaction of
 * the move it serves.
 */
final class DeadLetterTable {

    private static final String DISCARDED_LAST =
            """
            ended = 'discarded' AND id = (SELECT MAX(id) FROM dead_letter WHERE change_order_id = :id)
            AND 'FAILED_TO_EXPORT' = (SELECT from_state FROM audit_entry WHERE id =
                (SELECT MAX(id) FROM audit_entry WHERE change_order_id = :id AND from_state <> to_state))""";

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
        Optional<OffsetDateTime> firstSeen =
                jdbc.sql(
                                "SELECT MIN(first_seen) FROM dead_letter WHERE change_order_id = :id"
                                        + " AND cause = :cause")
                        .param("id", changeOrderId)
                        .param("cause", cause)
                        .query(OffsetDateTime.class)
                        .optional();
        if (firstSeen.isPresent()) {
            noteStandsAgain(cause);
        }
        jdbc.sql(
                        """
                        INSERT INTO dead_letter (change_order_id, export_id, cause, category, column_name,
                            message, amount, first_seen, last_seen, payload_text, http_status, code)
                        VALUES (:id, :export, :cause, :category, :column, :message, :amount, :first, :now,
                            :payload, (SELECT http_status FROM attempt WHERE id = (SELECT MAX(id) FROM
                                attempt WHERE export_id = :export AND change_order_id = :id)),
                            (SELECT code FROM attempt WHERE id = (SELECT MAX(id) FROM attempt
                                WHERE export_id = :export AND change_order_id = :id)))""")
                .param("id", changeOrderId)
                .param("export", exportId)
                .param("cause", cause)
                .param("category", category)
                .param("column", column)
                .param("message", message)
                .param("amount", amount)
                .param("first", firstSeen.orElse(time(now)))
                .param("now", time(now))
                .param("payload", payloadText(exportId))
                .update();
    }

    void end(long changeOrderId, String how, Instant now) {
        int ended =
                jdbc.sql(
                                "UPDATE dead_letter SET ended = :how, ended_at = :now WHERE"
                                        + " change_order_id = :id AND ended IS NULL")
                        .param("how", how)
                        .param("now", time(now))
                        .param("id", changeOrderId)
                        .update();
        if (ended > 0) {
            endNotesOfEmptied(changeOrderId, now);
        }
    }

    /**
     * Whether the last move was to discard it. After a later one the change order is no longer what
     * failed.
     */
    boolean restorable(long changeOrderId) {
        return jdbc.sql("SELECT COUNT(*) FROM dead_letter WHERE " + DISCARDED_LAST)
                        .param("id", changeOrderId)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** The one that was discarded last. */
    void reopen(long changeOrderId) {
        jdbc.sql("UPDATE dead_letter SET ended = NULL, ended_at = NULL WHERE " + DISCARDED_LAST)
                .param("id", changeOrderId)
                .update();
    }

    /** A note is about failures that wait; with the last of them it goes, and is kept. */
    private void endNotesOfEmptied(long changeOrderId, Instant now) {
        jdbc.sql(
                        """
                        UPDATE dead_letter_note SET ended = 'emptied', ended_at = :now
                        WHERE ended IS NULL
                        AND cause = (SELECT cause FROM dead_letter WHERE id =
                            (SELECT MAX(id) FROM dead_letter WHERE change_order_id = :id))
                        AND NOT EXISTS (SELECT 1 FROM dead_letter d
                            WHERE d.cause = dead_letter_note.cause AND d.ended IS NULL)""")
                .param("now", time(now))
                .param("id", changeOrderId)
                .update();
    }

    /**
     * A replay has emptied the group, and what it replayed comes back for the same cause: the group
     * was not done with, so neither is its note.
     */
    private void noteStandsAgain(String cause) {
        jdbc.sql(
                        """
                        UPDATE dead_letter_note SET ended = NULL, ended_at = NULL
                        WHERE ended = 'emptied'
                        AND id = (SELECT MAX(id) FROM dead_letter_note WHERE cause = :cause)""")
                .param("cause", cause)
                .update();
    }

    /** Every value that the export sends, so that a person can look for any of them. */
    private String payloadText(long exportId) {
        StringJoiner text = new StringJoiner("\n");
        jdbc.sql("SELECT header FROM export WHERE id = :export")
                .param("export", exportId)
                .query(String.class)
                .optional()
                .ifPresent(header -> Json.read(header).forEach(value -> text.add(value.asText())));
        jdbc.sql(
                        "SELECT phase, cost_type, amount FROM export_line WHERE export_id = :export"
                                + " ORDER BY position")
                .param("export", exportId)
                .query(
                        row -> {
                            text.add(
                                    row.getString("phase")
                                            + " "
                                            + row.getString("cost_type")
                                            + " "
                                            + Shown.money(row.getBigDecimal("amount")));
                        });
        return storable(text.toString().toLowerCase(Locale.ROOT));
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
}
