package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;
import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of export_work: takes due exports, holds them and gives them back, so that no two nodes and
 * no two threads take the same one. The two databases want two forms: H2 locks every pending row
 * for an ordered {@code FOR UPDATE SKIP LOCKED} (facts/performance.md section 0, 2), so there the
 * ids are read first and then taken by id.
 */
final class Claims {

    /** Which exports are taken, and in what order. */
    private enum Which {
        DUE("due_at <= :now", "due_at, change_order_id"),
        /** One that waits for its next attempt will do too, one that is put off will not. */
        PROBE("(due_at <= :now OR attempts > 0)", "probed_at NULLS FIRST, due_at, change_order_id");

        private final String free;
        private final String ids;

        Which(String condition, String order) {
            free =
                    condition
                            + " AND (lease_until IS NULL OR lease_until < :now)"
                            + " AND (held_until IS NULL OR held_until <= :now)";
            ids =
                    "SELECT change_order_id FROM export_work WHERE "
                            + free
                            + " ORDER BY "
                            + order
                            + " LIMIT :most";
        }
    }

    /** PostgreSQL returns what it has updated in an order of its own. */
    private record Taken(OffsetDateTime due, Claim claim) {}

    private final JdbcClient jdbc;
    private final boolean postgres;

    Claims(JdbcClient jdbc, boolean postgres) {
        this.jdbc = jdbc;
        this.postgres = postgres;
    }

    /** The longest due first. */
    List<Claim> take(int most, Instant now, Instant leaseUntil, String node, long fence) {
        return take(Which.DUE, most, now, leaseUntil, node, fence);
    }

    /** One to find out with whether Spectrum has us again; they take turns. */
    List<Claim> takeProbe(Instant now, Instant leaseUntil, String node, long fence) {
        return take(Which.PROBE, 1, now, leaseUntil, node, fence).stream()
                .map(Claim::asProbe)
                .toList();
    }

    private List<Claim> take(
            Which which, int most, Instant now, Instant leaseUntil, String node, long fence) {
        return postgres
                ? takeInOneStatement(which, most, now, leaseUntil, node, fence)
                : takeById(which, most, now, leaseUntil, node, fence);
    }

    private List<Claim> takeInOneStatement(
            Which which, int most, Instant now, Instant leaseUntil, String node, long fence) {
        return jdbc
                .sql(
                        """
                        UPDATE export_work SET lease_until = :lease, node = :node, fence = :fence
                        WHERE change_order_id IN (
                        """
                                + which.ids
                                + " FOR UPDATE SKIP LOCKED) RETURNING change_order_id, export_id,"
                                + " attempts, due_at")
                .param("lease", time(leaseUntil))
                .param("node", node)
                .param("fence", fence)
                .param("now", time(now))
                .param("most", most)
                .query(
                        (row, number) ->
                                new Taken(
                                        row.getObject("due_at", OffsetDateTime.class),
                                        claim(fence).mapRow(row, number)))
                .list()
                .stream()
                .sorted(comparing(Taken::due).thenComparing(taken -> taken.claim.changeOrderId()))
                .map(Taken::claim)
                .toList();
    }

    private List<Claim> takeById(
            Which which, int most, Instant now, Instant leaseUntil, String node, long fence) {
        List<Long> ids =
                jdbc.sql(which.ids)
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
                                    WHERE change_order_id = :id AND\s"""
                                            + which.free)
                            .param("lease", time(leaseUntil))
                            .param("node", node)
                            .param("fence", fence)
                            .param("id", id)
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

    // ---- What is in hand
    // -----------------------------------------------------------------------------------

    /**
     * Holds a claim for longer.
     *
     * @return false when it was lost meanwhile
     */
    boolean hold(Claim claim, Instant leaseUntil) {
        return jdbc.sql(
                                """
                                UPDATE export_work SET lease_until = :lease
                                WHERE change_order_id = :id AND fence = :fence AND lease_until IS NOT NULL""")
                        .param("lease", time(leaseUntil))
                        .param("id", claim.changeOrderId())
                        .param("fence", claim.fence())
                        .update()
                == 1;
    }

    /** It is as due as it was before. */
    void giveBack(Claim claim) {
        jdbc.sql("UPDATE export_work SET lease_until = NULL WHERE change_order_id = :id")
                .param("id", claim.changeOrderId())
                .update();
    }

    /** The same, and the next probe is another one's. */
    void giveBackProbed(Claim claim, Instant now) {
        jdbc.sql(
                        """
                        UPDATE export_work SET lease_until = NULL, probed_at = :now
                        WHERE change_order_id = :id""")
                .param("now", time(now))
                .param("id", claim.changeOrderId())
                .update();
    }

    /** Gives it back for later, if it is still held. */
    void putOff(Claim claim, Instant until) {
        jdbc.sql(
                        """
                        UPDATE export_work SET lease_until = NULL, due_at = :next
                        WHERE change_order_id = :id AND fence = :fence""")
                .param("next", time(until))
                .param("id", claim.changeOrderId())
                .param("fence", claim.fence())
                .update();
    }

    /** Gives it back for its next attempt, after so many that failed. */
    void repeat(Claim claim, Instant next, int failures) {
        jdbc.sql(
                        """
                        UPDATE export_work SET due_at = :next, attempts = :failures, lease_until = NULL
                        WHERE change_order_id = :id""")
                .param("next", time(next))
                .param("failures", failures)
                .param("id", claim.changeOrderId())
                .update();
    }

    /** Behind all others that are due at this moment. */
    void last(Claim claim, Instant now) {
        jdbc.sql("UPDATE export_work SET due_at = :at WHERE change_order_id = :id")
                .param("at", time(now))
                .param("id", claim.changeOrderId())
                .update();
    }

    /** Nobody has taken it since it was given back. */
    boolean untouchedSince(Claim claim) {
        return jdbc.sql(
                                """
                                SELECT COUNT(*) FROM export_work
                                WHERE change_order_id = :id AND fence = :fence AND lease_until IS NULL""")
                        .param("id", claim.changeOrderId())
                        .param("fence", claim.fence())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** There is nothing more to do for it. */
    void finish(Claim claim) {
        jdbc.sql("DELETE FROM export_work WHERE change_order_id = :id")
                .param("id", claim.changeOrderId())
                .update();
    }

    /** Gives back what a node had in hand when it was cut off. */
    int giveBackAllOf(String node) {
        return jdbc.sql("UPDATE export_work SET lease_until = NULL WHERE node = :node")
                .param("node", node)
                .update();
    }
}
