package io.ccobridge.deadletter;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of replay, as the runner needs them. */
final class ReplayTable {

    /** A replay whose row this transaction holds, so that nobody else decides about it. */
    record Held(
            long id,
            String state,
            String actor,
            String reason,
            boolean canary,
            BigDecimal ratePerSecond,
            boolean checkProcore,
            Instant nextItemAt,
            boolean finished) {

        boolean running() {
            return state.equals("running");
        }

        boolean cancelled() {
            return state.equals("cancelled");
        }
    }

    private final JdbcClient jdbc;

    ReplayTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Long> unfinished() {
        return jdbc.sql("SELECT id FROM replay WHERE finished_at IS NULL ORDER BY id")
                .query(Long.class)
                .list();
    }

    Held hold(long replay) {
        return jdbc.sql("SELECT * FROM replay WHERE id = :replay FOR UPDATE")
                .param("replay", replay)
                .query(ReplayTable::held)
                .single();
    }

    void nextItemAt(long replay, Instant time) {
        jdbc.sql("UPDATE replay SET next_item_at = :time WHERE id = :replay")
                .param("time", Columns.time(time))
                .param("replay", replay)
                .update();
    }

    /**
     * A cancelled replay stays cancelled.
     *
     * @param message why it stopped; or null
     */
    void finish(long replay, String state, String message, Instant now) {
        jdbc.sql(
                        """
                        UPDATE replay SET finished_at = :now,
                            message = CASE WHEN state = 'cancelled' THEN message ELSE :message END,
                            state = CASE WHEN state = 'cancelled' THEN state ELSE :state END
                        WHERE id = :replay""")
                .param("now", Columns.time(now))
                .param("message", message)
                .param("state", state)
                .param("replay", replay)
                .update();
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getLong("id"),
                row.getString("state"),
                row.getString("actor"),
                row.getString("reason"),
                row.getBoolean("canary"),
                row.getBigDecimal("rate_per_second"),
                row.getBoolean("check_procore"),
                Columns.time(row, "next_item_at"),
                Columns.time(row, "finished_at") != null);
    }
}
