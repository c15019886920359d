package io.ccobridge.deadletter;

import io.ccobridge.queue.ExportsReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What there is to say about a replay beside its numbers. */
final class ReplayWords {

    private final JdbcClient jdbc;
    private final ExportsReport exports;

    ReplayWords(JdbcClient jdbc, ExportsReport exports) {
        this.jdbc = jdbc;
        this.exports = exports;
    }

    /**
     * @param noted what was noted when it was paused or stopped; or null
     * @param joined null when nothing can join
     * @param joinedWhat for example {@code the group}
     * @return null when there is nothing to say
     */
    String of(
            long replay,
            String state,
            boolean canary,
            String noted,
            Integer joined,
            String joinedWhat) {
        List<String> sentences = new ArrayList<>();
        if (noted != null) {
            sentences.add(noted);
        }
        if (state.equals("running") || state.equals("paused")) {
            if (canary && !goneThrough(replay)) {
                canary(replay).ifPresent(sentences::add);
            }
            if (anyUnderWay(replay)) {
                exports.standstill()
                        .map(why -> why + " What is under way goes on after that.")
                        .ifPresent(sentences::add);
            }
        }
        if (joined != null && joined > 0) {
            sentences.add(
                    joined
                            + (joined == 1 ? " new failure has" : " new failures have")
                            + " joined "
                            + joinedWhat
                            + " since and "
                            + (joined == 1 ? "is" : "are")
                            + " no part of this replay.");
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private boolean goneThrough(long replay) {
        return any(replay, "succeeded");
    }

    private boolean anyUnderWay(long replay) {
        return any(replay, "under way");
    }

    private boolean any(long replay, String outcome) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (SELECT 1 FROM replay_item
                            WHERE replay_id = :replay AND outcome = :outcome)""")
                .param("replay", replay)
                .param("outcome", outcome)
                .query(Boolean.class)
                .single();
    }

    /** The canary that is under way, and what it waits for. */
    private Optional<String> canary(long replay) {
        return jdbc.sql(
                        """
                        SELECT i.dead_letter_id, w.attempts, w.due_at,
                            (SELECT a.message FROM attempt a
                             WHERE a.change_order_id = i.change_order_id
                             ORDER BY a.id DESC LIMIT 1) AS last_message
                        FROM replay_item i
                        LEFT JOIN export_work w ON w.change_order_id = i.change_order_id
                        WHERE i.replay_id = :replay AND i.outcome = 'under way'
                        ORDER BY i.position LIMIT 1""")
                .param("replay", replay)
                .query(ReplayWords::canary)
                .optional();
    }

    private static String canary(ResultSet row, int number) throws SQLException {
        String words =
                "The rest waits for the canary, dead letter "
                        + row.getString("dead_letter_id")
                        + ", which has no outcome yet";
        if (row.getInt("attempts") == 0) {
            return words + ".";
        }
        Instant due = Columns.time(row, "due_at").truncatedTo(ChronoUnit.SECONDS);
        return words
                + ": its last attempt came to \""
                + row.getString("last_message")
                + "\", the next is due at "
                + due
                + ".";
    }
}
