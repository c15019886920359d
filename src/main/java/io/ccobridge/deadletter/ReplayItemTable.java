package io.ccobridge.deadletter;

import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of replay_item, as the runner needs them. */
final class ReplayItemTable {

    /** An item nobody has started. */
    record Waiting(int position, long changeOrderId, long deadLetterId) {}

    /**
     * An item somebody has claimed.
     *
     * @param started false when its dead letter is still open: the claim was not acted on, or not
     *     yet
     * @param message what was said of it when it was started; or null
     * @param newMessage of the dead letter that was opened since; null when there is none
     * @param back why it went back to the approver; null when it did not
     */
    record UnderWay(
            int position,
            Instant claimedAt,
            State state,
            boolean started,
            String message,
            String newMessage,
            String back) {}

    /** The first one that failed again, of a replay whose canary did. */
    record Failed(long deadLetterId, String message) {}

    private final JdbcClient jdbc;

    ReplayItemTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
            return ended.map(ReplayItemTable::before);
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

    private static String before(String ended) {
        return switch (ended) {
            case "done-by-hand" -> "It was done by hand before its turn came.";
            case "back-to-approval" -> "It went back to the approver before its turn came.";
            default -> "It was " + ended + " before its turn came.";
        };
    }

    List<UnderWay> underWay(long replay) {
        return jdbc.sql(
                        """
                        SELECT i.position, i.claimed_at, i.message, c.state, d.ended, d.difference,
                            (SELECT n.message FROM dead_letter n
                             WHERE n.change_order_id = i.change_order_id AND n.ended IS NULL
                                 AND n.id > i.dead_letter_id
                             ORDER BY n.id DESC LIMIT 1) AS new_message
                        FROM replay_item i
                        JOIN dead_letter d ON d.id = i.dead_letter_id
                        JOIN every_change_order c ON c.id = i.change_order_id
                        WHERE i.replay_id = :replay AND i.outcome = 'under way'
                        ORDER BY i.position""")
                .param("replay", replay)
                .query(ReplayItemTable::underWay)
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

    /** How many items have which outcome; outcomes of none are missing. */
    Map<String, Integer> counts(long replay) {
        return jdbc
                .sql(
                        """
                        SELECT outcome, COUNT(*) AS items FROM replay_item
                        WHERE replay_id = :replay GROUP BY outcome""")
                .param("replay", replay)
                .query((row, number) -> Map.entry(row.getString("outcome"), row.getInt("items")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<Failed> firstFailed(long replay) {
        return jdbc.sql(
                        """
                        SELECT dead_letter_id, message FROM replay_item
                        WHERE replay_id = :replay AND outcome = 'failed'
                        ORDER BY position LIMIT 1""")
                .param("replay", replay)
                .query(
                        (row, number) ->
                                new Failed(row.getLong("dead_letter_id"), row.getString("message")))
                .optional();
    }

    /** Lets go of what this node had claimed and not started when it was cut off. */
    int release(String node) {
        return jdbc.sql(
                        """
                        UPDATE replay_item SET claimed_at = :longAgo
                        WHERE node = :node AND outcome = 'under way'""")
                .param("longAgo", Columns.time(Instant.EPOCH))
                .param("node", node)
                .update();
    }

    /** False when somebody else has it. */
    boolean claim(long replay, int position, String node, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE replay_item SET outcome = 'under way', claimed_at = :now,
                                    node = :node
                                WHERE replay_id = :replay AND position = :position
                                    AND outcome = 'waiting'""")
                        .param("now", Columns.time(now))
                        .param("node", node)
                        .param("replay", replay)
                        .param("position", position)
                        .update()
                == 1;
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

    /** What was said of an item when it was started; it stays when the item goes through. */
    void note(long replay, int position, String message) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET message = :message
                        WHERE replay_id = :replay AND position = :position
                            AND outcome IN ('under way', 'succeeded')""")
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
                                WHERE d.id = replay_item.dead_letter_id
                                    AND d.ended IN ('replayed', 'back-to-approval'))""")
                .param("message", message)
                .param("replay", replay)
                .param("position", position)
                .param("claimed", Columns.time(claimedAt))
                .update();
    }

    void giveBack(long replay, int position) {
        jdbc.sql(
                        """
                        UPDATE replay_item SET outcome = 'waiting', claimed_at = NULL, node = NULL
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

    private static UnderWay underWay(ResultSet row, int number) throws SQLException {
        return new UnderWay(
                row.getInt("position"),
                Columns.time(row, "claimed_at"),
                State.valueOf(row.getString("state")),
                row.getString("ended") != null,
                row.getString("message"),
                row.getString("new_message"),
                row.getString("difference") == null
                        ? null
                        : Json.read(row.getString("difference")).path("why").asText());
    }
}
