package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The change orders that got no answer since Spectrum was heard last. Rows are added and cleared
 * only by who holds the row of the circuit.
 */
final class Unanswered {

    /**
     * @param changeOrders how many different ones
     * @param failures attempts, of all together
     * @param unsent those of them that ended before anything was sent
     */
    record Sums(int changeOrders, int failures, int unsent) {}

    private record Cost(long changeOrderId, long exportId, int failures, OffsetDateTime dueAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable changeOrders;

    Unanswered(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.changeOrders = new ChangeOrderTable(jdbc);
    }

    /** One more attempt of this export had no answer. */
    Sums add(Claim claim, boolean unsent) {
        int known =
                jdbc.sql(
                                """
                                UPDATE unanswered SET failures = failures + 1, unsent = unsent + :unsent
                                WHERE change_order_id = :id AND export_id = :export""")
                        .param("unsent", unsent ? 1 : 0)
                        .param("id", claim.changeOrderId())
                        .param("export", claim.exportId())
                        .update();
        if (known == 0) {
            remove(claim.changeOrderId());
            jdbc.sql(
                            """
                            INSERT INTO unanswered (change_order_id, export_id, failures, unsent, due_at)
                            SELECT change_order_id, export_id, 1, :unsent, due_at FROM export_work
                            WHERE change_order_id = :id""")
                    .param("unsent", unsent ? 1 : 0)
                    .param("id", claim.changeOrderId())
                    .update();
        }
        return jdbc.sql(
                        """
                        SELECT COUNT(*), COALESCE(SUM(failures), 0), COALESCE(SUM(unsent), 0)
                        FROM unanswered""")
                .query((row, number) -> new Sums(row.getInt(1), row.getInt(2), row.getInt(3)))
                .single();
    }

    /** Spectrum was heard. */
    void clear() {
        jdbc.sql("DELETE FROM unanswered").update();
    }

    /**
     * It was an outage: none of them has used up attempts, and each is as due as it was before. One
     * transaction each, so that nobody waits for two change orders; what a crash leaves undone the
     * next call does.
     */
    void giveBack(Instant now) {
        for (long id :
                jdbc.sql("SELECT change_order_id FROM unanswered ORDER BY change_order_id")
                        .query(Long.class)
                        .list()) {
            transaction.executeWithoutResult(status -> giveBack(id, now));
        }
    }

    private void giveBack(long id, Instant now) {
        ChangeOrderRow row = changeOrders.lock(id).orElse(null);
        List<Cost> costs =
                jdbc.sql("SELECT * FROM unanswered WHERE change_order_id = :id")
                        .param("id", id)
                        .query(Unanswered::cost)
                        .list();
        for (Cost cost : costs) {
            int waits =
                    jdbc.sql(
                                    """
                                    UPDATE export_work SET due_at = :due, probed_at = :now,
                                        attempts = GREATEST(attempts - :failures, 0)
                                    WHERE change_order_id = :id AND export_id = :export""")
                            .param("due", cost.dueAt())
                            .param("now", time(now))
                            .param("failures", cost.failures())
                            .param("id", id)
                            .param("export", cost.exportId())
                            .update();
            if (waits == 1 && row != null) {
                int attempts = Math.max(row.attempts() - cost.failures(), 0);
                changeOrders.update(id, Map.of("attempts", attempts), false, now);
            }
        }
        remove(id);
    }

    private void remove(long id) {
        jdbc.sql("DELETE FROM unanswered WHERE change_order_id = :id").param("id", id).update();
    }

    private static Cost cost(ResultSet row, int number) throws SQLException {
        return new Cost(
                row.getLong("change_order_id"),
                row.getLong("export_id"),
                row.getInt("failures"),
                row.getObject("due_at", OffsetDateTime.class));
    }
}
