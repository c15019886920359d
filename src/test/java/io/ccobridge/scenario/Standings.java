package io.ccobridge.scenario;

import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts a change order of a running bridge where a table of moves wants it, straight into the
 * tables: a way there through every move would take a hundred times as long.
 */
final class Standings {

    /** Every state, and what within a state decides about a move. */
    enum Standing {
        NEEDS_UNMET("NEEDS_ATTENTION"),
        NEEDS_MET("NEEDS_ATTENTION"),
        READY("READY_TO_EXPORT"),
        READY_CHANGED("READY_TO_EXPORT"),
        /** Takes two; another has accepted it. */
        READY_FIRST("READY_TO_EXPORT"),
        /** Takes two; the caller has accepted it. */
        READY_OWN_FIRST("READY_TO_EXPORT"),
        RETRIEVED("RETRIEVED"),
        REJECTED("REJECTED"),
        DISCARDED("REJECTED"),
        /** Nothing sent yet. */
        ACCEPTED_HELD("ACCEPTED"),
        /** A node has it in hand. */
        ACCEPTED_CLAIMED("ACCEPTED"),
        /** A call was made, and waits for the next. */
        ACCEPTED_TRIED("ACCEPTED"),
        FAILED("FAILED_TO_EXPORT"),
        SYNCED("SYNCED"),
        UNLINKED("UNLINKED");

        final String state;

        Standing(String state) {
            this.state = state;
        }

        boolean takesTwo() {
            return this == READY_FIRST || this == READY_OWN_FIRST;
        }

        boolean accepted() {
            return state.equals("ACCEPTED");
        }
    }

    private static final String ANOTHER = "somebody-else";

    private final JdbcClient jdbc;

    Standings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param id of a change order that was parked once
     * @param number what it was parked with
     */
    void put(long id, String number, Standing standing, String sentBy, String caller) {
        clear(id);
        long exportId = export(id, number, standing);
        jdbc.sql(
                        """
                        UPDATE change_order SET state = :state, version = version + 1, problems = '[]',
                            changed_since_sent = :changed, change_request_number = :number, sent_by = :by,
                            sent_document_id = present_document_id, sent_fingerprint = present_fingerprint,
                            export_id = :export, attempts = 0 WHERE id = :id""")
                .param("state", standing.state)
                .param("changed", standing == Standing.READY_CHANGED)
                .param("number", number)
                .param("by", sentBy)
                .param("export", exportId)
                .param("id", id)
                .update();
        if (standing.takesTwo()) {
            firstApproval(id, standing == Standing.READY_OWN_FIRST ? caller : ANOTHER);
        }
        // an ended one beside, so that every call on a dead letter can be made in every state
        deadLetter(
                id,
                exportId,
                switch (standing) {
                    case FAILED -> null;
                    case DISCARDED -> "discarded";
                    default -> "replayed";
                });
        if (standing == Standing.DISCARDED) {
            jdbc.sql(
                            """
                            INSERT INTO audit_entry (change_order_id, at, actor, from_state, to_state, reason)
                            VALUES (:id, CURRENT_TIMESTAMP, 'ada', 'FAILED_TO_EXPORT', 'REJECTED', 'discarded')""")
                    .param("id", id)
                    .update();
        }
        if (standing.accepted()) {
            work(id, exportId, standing);
        }
    }

    private void clear(long id) {
        for (String table :
                new String[] {"export_work", "attempt", "dead_letter", "first_approval"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE change_order_id = :id")
                    .param("id", id)
                    .update();
        }
        jdbc.sql(
                        "DELETE FROM export_line WHERE export_id IN (SELECT id FROM export WHERE"
                                + " change_order_id = :id)")
                .param("id", id)
                .update();
        jdbc.sql("DELETE FROM export WHERE change_order_id = :id").param("id", id).update();
        jdbc.sql("UPDATE reserved_number SET change_order_id = :id WHERE change_order_id = 0")
                .param("id", id)
                .update();
    }

    private long export(long id, String number, Standing standing) {
        jdbc.sql(
                        """
                        INSERT INTO export (change_order_id, change_request_number, header, payload_hash, total,
                            accepted_by, accepted_at)
                        VALUES (:id, :number, '{"Job_Number": "24-101"}', 'x', 1, 'ann', CURRENT_TIMESTAMP)""")
                .param("id", id)
                .param("number", number)
                .update();
        long exportId =
                jdbc.sql("SELECT MAX(id) FROM export WHERE change_order_id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single();
        jdbc.sql("INSERT INTO export_line VALUES (:export, 1, '03300', 'S', 1, :state)")
                .param("export", exportId)
                .param("state", standing == Standing.SYNCED ? "DONE" : "OPEN")
                .update();
        return exportId;
    }

    private void firstApproval(long id, String approver) {
        jdbc.sql(
                        """
                        INSERT INTO first_approval (change_order_id, version, payload_hash, approver, approved_at)
                        SELECT id, version, 'something else', :approver, CURRENT_TIMESTAMP
                        FROM change_order WHERE id = :id""")
                .param("approver", approver)
                .param("id", id)
                .update();
    }

    private void deadLetter(long id, long exportId, String ended) {
        jdbc.sql(
                        """
                        INSERT INTO dead_letter (change_order_id, export_id, cause, category, message, amount,
                            first_seen, last_seen, ended, ended_at)
                        VALUES (:id, :export, 'c', 'business', 'no', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
                            :ended, CURRENT_TIMESTAMP)""")
                .param("id", id)
                .param("export", exportId)
                .param("ended", ended)
                .update();
    }

    private void work(long id, long exportId, Standing standing) {
        jdbc.sql(
                        """
                        INSERT INTO export_work (change_order_id, export_id, due_at, lease_until, node, fence, attempts)
                        VALUES (:id, :export, TIMESTAMP WITH TIME ZONE '2100-01-01 00:00:00+00', :lease, 'n', 1, 0)""")
                .params(Map.of("id", id, "export", exportId))
                .param(
                        "lease",
                        standing == Standing.ACCEPTED_CLAIMED
                                ? java.time.OffsetDateTime.parse("2100-01-01T00:00:00Z")
                                : null)
                .update();
        if (standing == Standing.ACCEPTED_TRIED) {
            jdbc.sql(
                            """
                            INSERT INTO attempt (change_order_id, export_id, position, number, at, node, request, outcome)
                            VALUES (:id, :export, 1, 1, CURRENT_TIMESTAMP, 'n', '<x/>', 'transient')""")
                    .params(Map.of("id", id, "export", exportId))
                    .update();
        }
    }

    /** The dead letter of a change order that was put somewhere. */
    String deadLetterOf(long id) {
        return jdbc.sql("SELECT MAX(id) FROM dead_letter WHERE change_order_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    int version(long id) {
        return jdbc.sql("SELECT version FROM change_order WHERE id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    String state(long id) {
        return jdbc.sql("SELECT state FROM change_order WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /** The bridge's id of a change order of the sandbox. */
    long idOf(ProcoreChangeOrder changeOrder) {
        return jdbc.sql("SELECT id FROM change_order WHERE procore_id = :id")
                .param("id", changeOrder.id())
                .query(Long.class)
                .single();
    }
}
