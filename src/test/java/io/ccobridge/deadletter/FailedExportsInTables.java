package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.Columns.time;

import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.Draft;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.queue.FailedExports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import io.ccobridge.queue.Move;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The moves of a failed export as the approval queue makes them, as far as the tables go. */
final class FailedExportsInTables implements FailedExports {

    /** Where a node dies. */
    enum Death {
        NEVER,
        BEFORE_THE_START,
        AFTER_THE_START
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    final List<Long> replayed = new CopyOnWriteArrayList<>();
    volatile Death death = Death.NEVER;

    FailedExportsInTables(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public ReplayStart replay(long changeOrderId, Caller by, String reason) {
        replayed.add(changeOrderId);
        die(Death.BEFORE_THE_START);
        boolean changed =
                transaction.execute(
                        status -> {
                            boolean differs =
                                    jdbc.sql(
                                                    "SELECT changed_since_sent FROM change_order"
                                                        + " WHERE id = :id")
                                            .param("id", changeOrderId)
                                            .query(Boolean.class)
                                            .single();
                            move(
                                    changeOrderId,
                                    "FAILED_TO_EXPORT",
                                    differs ? "READY_TO_EXPORT" : "ACCEPTED",
                                    by,
                                    reason);
                            end(changeOrderId, "replayed");
                            return differs;
                        });
        die(Death.AFTER_THE_START);
        return changed ? ReplayStart.BACK_TO_APPROVAL : ReplayStart.UNDER_WAY;
    }

    @Override
    public void check(long changeOrderId, Move move) {}

    @Override
    public void discard(long changeOrderId, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "FAILED_TO_EXPORT", "REJECTED", by, reason);
                    end(changeOrderId, "discarded");
                });
    }

    @Override
    public void restore(long changeOrderId, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "REJECTED", "FAILED_TO_EXPORT", by, reason);
                    jdbc.sql(
                                    """
                                    UPDATE dead_letter SET ended = NULL, ended_at = NULL
                                    WHERE id = (SELECT MAX(id) FROM dead_letter
                                        WHERE change_order_id = :id)\
                                    """)
                            .param("id", changeOrderId)
                            .update();
                });
    }

    @Override
    public void doneByHand(
            long changeOrderId, Caller by, String reason, String changeRequestNumber) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "FAILED_TO_EXPORT", "SYNCED", by, reason);
                    jdbc.sql("UPDATE change_order SET change_request_number = :n WHERE id = :id")
                            .param("n", changeRequestNumber)
                            .param("id", changeOrderId)
                            .update();
                    end(changeOrderId, "done-by-hand");
                });
    }

    private void move(long id, String from, String to, Caller by, String reason) {
        int moved =
                jdbc.sql(
                                """
                                UPDATE change_order SET state = :to, version = version + 1
                                WHERE id = :id AND state = :from\
                                """)
                        .param("to", to)
                        .param("id", id)
                        .param("from", from)
                        .update();
        if (moved == 0) {
            throw Refusal.conflict("Change order " + id + " is not " + from + ".");
        }
        new AuditChain(jdbc)
                .append(new Draft(id, null, clock.instant(), by.name(), from, to, reason, null));
    }

    private void end(long id, String how) {
        jdbc.sql(
                        """
                        UPDATE dead_letter SET ended = :how, ended_at = :now
                        WHERE change_order_id = :id AND ended IS NULL\
                        """)
                .param("how", how)
                .param("now", time(clock.instant()))
                .param("id", id)
                .update();
    }

    private void die(Death where) {
        if (death == where) {
            throw new IllegalStateException("the node died: " + where);
        }
    }
}
