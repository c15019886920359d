package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes due exports so that no two nodes and no two threads take the same one. The two databases
 * want two forms: H2 locks every pending row for an ordered {@code FOR UPDATE SKIP LOCKED}
 * (facts/performance.md section 0, 2), so there the ids are read first and then taken by id.
 */
final class Claims {

    private static final String DUE =
            """
            SELECT change_order_id FROM export_work
            WHERE due_at <= :due AND (lease_until IS NULL OR lease_until < :now)
                AND (held_until IS NULL OR held_until <= :now)
            ORDER BY due_at, change_order_id LIMIT :most""";

    private final JdbcClient jdbc;
    private final boolean postgres;

    Claims(JdbcClient jdbc, boolean postgres) {
        this.jdbc = jdbc;
        this.postgres = postgres;
    }

    /**
     * @param due those that are due at this time or before
     */
    List<Claim> take(
            int most, Instant due, Instant now, Instant leaseUntil, String node, long fence) {
        return postgres
                ? takeInOneStatement(most, due, now, leaseUntil, node, fence)
                : takeById(most, due, now, leaseUntil, node, fence);
    }

    private List<Claim> takeInOneStatement(
            int most, Instant due, Instant now, Instant leaseUntil, String node, long fence) {
        return jdbc.sql(
                        """
                        UPDATE export_work SET lease_until = :lease, node = :node, fence = :fence
                        WHERE change_order_id IN (
                        """
                                + DUE
                                + " FOR UPDATE SKIP LOCKED) RETURNING change_order_id, export_id, attempts")
                .param("lease", time(leaseUntil))
                .param("node", node)
                .param("fence", fence)
                .param("due", time(due))
                .param("now", time(now))
                .param("most", most)
                .query(claim(fence))
                .list();
    }

    private List<Claim> takeById(
            int most, Instant due, Instant now, Instant leaseUntil, String node, long fence) {
        List<Long> ids =
                jdbc.sql(DUE)
                        .param("due", time(due))
                        .param("now", time(now))
                        .param("most", most)
                        .query(Long.class)
                        .list();
        List<Claim> claims = new ArrayList<>();
        for (long id : ids) {
            int taken =
                    jdbc.sql(
                                    """
                                    UPDATE export_work SET lease_until = :lease, node = :node, fence = :fence
                                    WHERE change_order_id = :id AND due_at <= :due
                                    AND (lease_until IS NULL OR lease_until < :now)
                                    AND (held_until IS NULL OR held_until <= :now)""")
                            .param("lease", time(leaseUntil))
                            .param("node", node)
                            .param("fence", fence)
                            .param("id", id)
                            .param("due", time(due))
                            .param("now", time(now))
                            .update();
            if (taken == 1) {
                claims.add(
                        jdbc.sql(
                                        "SELECT change_order_id, export_id, attempts FROM export_work"
                                                + " WHERE change_order_id = :id")
                                .param("id", id)
                                .query(claim(fence))
                                .single());
            }
        }
        return claims;
    }

    private static RowMapper<Claim> claim(long fence) {
        return (row, number) ->
                new Claim(
                        row.getLong("change_order_id"),
                        row.getLong("export_id"),
                        fence,
                        row.getInt("attempts"),
                        false);
    }
}
