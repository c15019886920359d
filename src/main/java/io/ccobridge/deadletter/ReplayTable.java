package io.ccobridge.deadletter;

import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of replay and replay_item, as the runner needs them. */
final class ReplayTable {

    /** A replay whose row this transaction holds, so that nobody else decides about it. */
    record Held(
            long id,
            boolean running,
            String actor,
            String reason,
            boolean canary,
            BigDecimal ratePerSecond,
            Instant nextItemAt,
            boolean finished) {}

    /** An item nobody has started. */
    record Waiting(int position, long changeOrderId, long deadLetterId) {}

    /**
     * An item somebody has claimed.
     *
     * @param started false when its dead letter is still open: the claim was not acted on, or not
     *     yet
     * @param newMessage of the dead letter that was opened since; null when there is none
     */
    record UnderWay(
            int position, Instant claimedAt, State state, boolean started, String newMessage) {}

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

    Optional<Waiting> firstWaiting(long replay) {
        return jdbc.sql(
                        """
                        SELECT position, change_order_id, dead_letter_id FROM replay_item
                        WHERE replay_id = :replay AND outcome = 'waiting'
                        ORDER BY position LIMIT 1""")
                .param("replay", replay)
                .query(
                        (row, number) ->
                                new Waiting(
                                        row.getInt("position"),
                                        row.getLong("change_order_id"),
                                        row.getLong("dead_letter_id")))
                .optional();
    }

    /**
     * Why the item's turn came too late; empty when it can be started. This transaction then holds
     * its dead letter, so that no other replay claims it meanwhile.
     */
    Optional<String> tooLate(Waiting item) {
        Optional<String> ended =
                jdbc.sql("SELECT ended FROM dead_letter WHERE id = :id FOR UPDATE")
                        .param("id", item.deadLetterId)
                        .query((row, number) -> Optional.ofNullable(row.getString("ended")))
                        .single();
        if (ended.isPresent()) {
            return ended.map(how -> "It was " + how + " before its turn came.");
        }
        return jdbc.sql(
                        """
                        SELECT replay_id FROM replay_item
                        WHERE change_order_id = :order AND dead_letter_id = :letter
                            AND outcome = 'under way' LIMIT 1""")
                .param("order", item.changeOrderId)
                .param("letter", item.deadLetterId)
                .query(Long.class)
                .optional()
                .map(other -> "Replay " + other + " took it before its turn came.");
    }

    List<UnderWay> underWay(long replay) {
        return jdbc.sql(
                        """
                        SELECT i.position, i.claimed_at, c.state, d.ended,
                            (SELECT n.message FROM dead_letter n
                             WHERE n.change_order_id = i.change_order_id AND n.ended IS NULL
                                 AND n.id > i.dead_letter_id
                             ORDER BY n.id DESC LIMIT 1) AS new_message
                        FROM replay_item i
                        JOIN dead_letter d ON d.id = i.dead_letter_id
                        JOIN change_order c ON c.id = i.change_order_id
                        WHERE i.replay_id = :replay AND i.outcome = 'under way'
                        ORDER BY i.position""")
                .param("replay", replay)
                .query(ReplayTable::underWay)
                .list();
    }

    boolean has(long replay, String... outcomes) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM replay_item
                            WHERE replay_id = :replay AND outcome IN (:outcomes))""")
                .param("replay", replay)
                .param("outcomes", List.of(outcomes))
                .query(Boolean.class)
                .single();
    }

    /** False when somebody else has it. */
    boolean claim(long replay, int position, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE replay_item SET outcome = 'under way', claimed_at = :now
                                WHERE replay_id = :replay AND position = :position
                                    AND outcome = 'waiting'""")
                        .param("now", Columns.time(now))
                        .param("replay", replay)
                        .param("position", position)
                        .update()
                == 1;
    }

    void nextItemAt(long replay, Instant time) {
        jdbc.sql("UPDATE replay SET next_item_at = :time WHERE id = :replay")
                .param("time", Columns.time(time))
                .param("replay", replay)
                .update();
    }

    void end(long replay, int position, String outcome, String message) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET outcome = :outcome, message = :message
                        WHERE replay_id = :replay AND position = :position""")
                .param("outcome", outcome)
                .param("message", message)
                .param("replay", replay)
                .param("position", position)
                .update();
    }

    /**
     * Skips an item that was claimed then and could not be started. Nothing happens when the claim
     * has passed to another node, or when another start of the same dead letter came first: the
     * item then follows that one.
     */
    void notStarted(long replay, int position, Instant claimedAt, String message) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET outcome = 'skipped', message = :message
                        WHERE replay_id = :replay AND position = :position
                            AND outcome = 'under way' AND claimed_at = :claimed
                            AND NOT EXISTS (SELECT 1 FROM dead_letter d
                                WHERE d.id = replay_item.dead_letter_id AND d.ended = 'replayed')""")
                .param("message", message)
                .param("replay", replay)
                .param("position", position)
                .param("claimed", Columns.time(claimedAt))
                .update();
    }

    void giveBack(long replay, int position) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET outcome = 'waiting', claimed_at = NULL
                        WHERE replay_id = :replay AND position = :position
                            AND outcome = 'under way'""")
                .param("replay", replay)
                .param("position", position)
                .update();
    }

    void skipWaiting(long replay, String message) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET outcome = 'skipped', message = :message
                        WHERE replay_id = :replay AND outcome = 'waiting'""")
                .param("message", message)
                .param("replay", replay)
                .update();
    }

    /** A cancelled replay stays cancelled. */
    void finish(long replay, String state, Instant now) {
        jdbc.sql(
                        """
                        UPDATE replay SET finished_at = :now,
                            state = CASE WHEN state = 'running' THEN :state ELSE state END
                        WHERE id = :replay""")
                .param("now", Columns.time(now))
                .param("state", state)
                .param("replay", replay)
                .update();
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getLong("id"),
                row.getString("state").equals("running"),
                row.getString("actor"),
                row.getString("reason"),
                row.getBoolean("canary"),
                row.getBigDecimal("rate_per_second"),
                Columns.time(row, "next_item_at"),
                Columns.time(row, "finished_at") != null);
    }

    private static UnderWay underWay(ResultSet row, int number) throws SQLException {
        return new UnderWay(
                row.getInt("position"),
                Columns.time(row, "claimed_at"),
                State.valueOf(row.getString("state")),
                row.getString("ended") != null,
                row.getString("new_message"));
    }
}
