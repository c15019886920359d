package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Rows of attempt: one a call, written before it and completed with its answer. */
final class AttemptTable {

    private final JdbcClient jdbc;

    AttemptTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Before the first byte leaves.
     *
     * @param request secrets masked
     */
    long begin(Claim claim, int position, String request, String node, Instant now) {
        unknownIfCutOff(claim.changeOrderId(), claim.exportId());
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO attempt (change_order_id, export_id, position, number, at, node, request, outcome)
                        SELECT :id, :export, :position, COALESCE(MAX(number), 0) + 1, :now, :node, :request, 'under way'
                        FROM attempt WHERE change_order_id = :id""")
                .param("id", claim.changeOrderId())
                .param("export", claim.exportId())
                .param("position", position)
                .param("now", time(now))
                .param("node", node)
                .param("request", storable(request))
                .update(key, "id");
        return key.getKey().longValue();
    }

    /**
     * An attempt without an answer was cut off: nobody knows what became of it, and Spectrum may
     * hold its line.
     */
    void unknownIfCutOff(long changeOrderId, long exportId) {
        List<Integer> cutOff =
                jdbc.sql(
                                """
                                SELECT position FROM attempt
                                WHERE change_order_id = :id AND outcome = 'under way'""")
                        .param("id", changeOrderId)
                        .query(Integer.class)
                        .list();
        if (cutOff.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE export_line SET state = 'UNKNOWN'
                        WHERE export_id = :export AND position IN (:positions) AND state = 'OPEN'""")
                .param("export", exportId)
                .param("positions", cutOff)
                .update();
        jdbc.sql(
                        """
                        UPDATE attempt SET outcome = 'unknown', perhaps_taken = TRUE,
                            message = 'Cut off before an answer came.'
                        WHERE change_order_id = :id AND outcome = 'under way'""")
                .param("id", changeOrderId)
                .update();
    }

    /**
     * What came of a call.
     *
     * @param outcome accepted, business, configuration, transient or unknown
     * @param perhapsTaken whether Spectrum may hold the line though it has not said so
     * @param message null when there is nothing to say
     */
    record Ending(
            String outcome, boolean perhapsTaken, String message, String response, Duration took) {

        static Ending accepted(String response, Duration took) {
            return new Ending("accepted", false, null, response, took);
        }

        /** Spectrum has not taken the line, and has said why. */
        static Ending refused(String outcome, String message, String response, Duration took) {
            return new Ending(outcome, false, message, response, took);
        }
    }

    /** It is not tried again, or it is not known when. */
    void answer(Call call, Ending ending) {
        answer(call, ending, null, null);
    }

    /**
     * @param next when it is tried again; null when it is not
     * @param why it is tried then, in words; null when it is not
     */
    void answer(Call call, Ending ending, Instant next, String why) {
        jdbc.sql(
                        """
                        UPDATE attempt SET outcome = :outcome, perhaps_taken = :perhaps,
                            message = :message, response = :response, duration_ms = :took, http_status = :status, code = :code,
                            next_attempt_at = :next, next_attempt_reason = :why
                        WHERE id = :id""")
                .param("outcome", ending.outcome)
                .param("perhaps", ending.perhapsTaken)
                .param("message", storable(ending.message))
                .param("response", storable(ending.response))
                .param("took", ending.took.toMillis())
                .param("status", call.reply().httpStatus())
                .param("code", storable(call.reply().code()))
                .param("why", why)
                .param("next", next == null ? null : time(next))
                .param("id", call.attemptId())
                .update();
    }

    /** It is tried again then, and why then. */
    void goesOn(Call call, Instant next, String why) {
        jdbc.sql(
                        """
                        UPDATE attempt SET next_attempt_at = :next, next_attempt_reason = :why
                        WHERE id = :id""")
                .param("next", time(next))
                .param("why", why)
                .param("id", call.attemptId())
                .update();
    }

    /** What came of an attempt. */
    record Answered(String outcome, String message) {}

    Answered answered(Call call) {
        return jdbc.sql("SELECT outcome, message FROM attempt WHERE id = :id")
                .param("id", call.attemptId())
                .query(
                        (row, number) ->
                                new Answered(row.getString("outcome"), row.getString("message")))
                .single();
    }

    /** A probe that only found that the circuit is still open. */
    void forget(Call call) {
        jdbc.sql("DELETE FROM attempt WHERE id = :id").param("id", call.attemptId()).update();
    }
}
