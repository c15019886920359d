package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What admins do with an accepted change order whose next attempt is still to come. Neither waits
 * for a call: while one is under way its answer decides, and both are refused.
 */
public final class PendingExports {

    private static final String NEVER_TRIED = "It was stopped before it was tried.";

    private record Last(String outcome, String column, String message) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Moves moves;
    private final AttemptTable attempts;
    private final DeadLetterTable deadLetters;

    public PendingExports(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.moves = new Moves(new ChangeOrderTable(jdbc), clock);
        this.attempts = new AttemptTable(jdbc);
        this.deadLetters = new DeadLetterTable(jdbc);
    }

    /**
     * The next attempt is due at once; it counts as it would have at its own time. An open circuit
     * still lets only probes through.
     *
     * @throws Refusal 404; 409 when it is not accepted or a call is under way
     */
    public void tryNow(long id, Caller by) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.TRY_NOW, null);
                    Instant now = moves.now();
                    int due =
                            jdbc.sql(
                                            """
                                            UPDATE export_work SET due_at = :now
                                            WHERE change_order_id = :id
                                            AND (lease_until IS NULL OR lease_until < :now)""")
                                    .param("now", time(now))
                                    .param("id", id)
                                    .update();
                    if (due == 0) {
                        throw underWay();
                    }
                    moves.audit(
                            row,
                            row.state(),
                            by,
                            "Its next attempt was brought forward to now.",
                            null,
                            now);
                });
    }

    /**
     * It is not tried again by itself and becomes a dead letter, of the category that its last
     * attempt came to.
     *
     * @throws Refusal 404; 409 when it is not accepted or a call is under way
     */
    public void stopTrying(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.STOP_TRYING, null);
                    Instant now = moves.now();
                    // who claims it in this moment holds the row: then nothing is deleted here
                    int stopped =
                            jdbc.sql(
                                            """
                                            DELETE FROM export_work WHERE change_order_id = :id
                                            AND (lease_until IS NULL OR lease_until < :now)""")
                                    .param("id", id)
                                    .param("now", time(now))
                                    .update();
                    if (stopped == 0) {
                        throw underWay();
                    }
                    attempts.unknownIfCutOff(id, row.exportId());
                    Last last = last(row).orElse(new Last("transient", null, NEVER_TRIED));
                    deadLetters.open(
                            id,
                            row.exportId(),
                            last.outcome,
                            last.column,
                            last.message,
                            total(row.exportId()),
                            now);
                    moves.moveTo(row, State.FAILED_TO_EXPORT, by, reason, now);
                });
    }

    private static Refusal underWay() {
        return Refusal.conflict(
                "A call to Spectrum is under way for it: wait for what comes of that.");
    }

    /**
     * The last attempt that failed; empty when none has, so far. One that was rejected before a
     * replay has its column in the dead letter of then.
     */
    private Optional<Last> last(ChangeOrderRow row) {
        return jdbc.sql(
                        """
                        SELECT a.outcome, a.message, (SELECT d.column_name FROM dead_letter d
                            WHERE d.change_order_id = a.change_order_id AND d.export_id = a.export_id
                            AND d.category = a.outcome ORDER BY d.id DESC LIMIT 1) AS column_name
                        FROM attempt a WHERE a.change_order_id = :id
                        AND a.export_id = :export AND a.outcome <> 'accepted'
                        ORDER BY a.id DESC LIMIT 1""")
                .param("id", row.id())
                .param("export", row.exportId())
                .query(
                        (found, number) ->
                                new Last(
                                        found.getString("outcome"),
                                        found.getString("column_name"),
                                        Optional.ofNullable(found.getString("message"))
                                                .orElse(NEVER_TRIED)))
                .optional();
    }

    private BigDecimal total(long exportId) {
        return jdbc.sql("SELECT total FROM export WHERE id = :id")
                .param("id", exportId)
                .query(BigDecimal.class)
                .single();
    }
}
