package io.ccobridge.queue;

import io.ccobridge.changeorder.Refusal;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The documents as Procore sent them. */
public final class ChangeOrderDocuments {

    /**
     * @param body JSON in ASCII: {@code {"change_order": {...}, "lines": [...]}}
     */
    public record Stored(long projectId, String body) {}

    private final JdbcClient jdbc;

    public ChangeOrderDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What Procore said last. */
    public Stored present(long changeOrderId) {
        return read(changeOrderId, "present_document_id");
    }

    /** What was sent to accounting; of one that never was, what Procore said last. */
    public Stored sent(long changeOrderId) {
        return read(changeOrderId, "COALESCE(sent_document_id, present_document_id)");
    }

    private Stored read(long changeOrderId, String which) {
        return read("change_order", changeOrderId, which)
                .or(() -> read("change_order_archive", changeOrderId, which))
                .orElseThrow(
                        () -> Refusal.unknown("There is no change order " + changeOrderId + "."));
    }

    private Optional<Stored> read(String table, long changeOrderId, String which) {
        return jdbc.sql(
                        "SELECT c.project_id, document.body FROM "
                                + table
                                + " c JOIN document ON document.id = "
                                + which
                                + " WHERE c.id = :id")
                .param("id", changeOrderId)
                .query(
                        (row, number) ->
                                new Stored(row.getLong("project_id"), row.getString("body")))
                .optional();
    }
}
