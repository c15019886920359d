package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.queue.FailedExports;
import io.ccobridge.queue.Move;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an admin does with one dead letter other than replay it. Every decision needs a reason, and
 * answers the dead letter as it is afterwards.
 */
public final class Decisions {

    /** A person may have typed what the bridge would not choose (facts/spectrum-api.md 2.2). */
    private static final Pattern NUMBER = Pattern.compile("[ -~]{1,8}");

    private record Standing(long changeOrderId, String ended, long newest) {}

    private final JdbcClient jdbc;
    private final FailedExports exports;
    private final DeadLetters deadLetters;

    public Decisions(JdbcClient jdbc, FailedExports exports, DeadLetters deadLetters) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.deadLetters = deadLetters;
    }

    /** The change order becomes REJECTED. */
    public DeadLetter discard(String id, JsonNode body, Caller by) {
        Standing standing = standing(id);
        String reason = new Body(body).text("reason");
        open(id, standing, Move.DISCARD);
        exports.discard(standing.changeOrderId, by, reason);
        return deadLetters.get(id);
    }

    /** Undoes a discard, as long as the change order has not failed anew since. */
    public DeadLetter restore(String id, JsonNode body, Caller by) {
        Standing standing = standing(id);
        String reason = new Body(body).text("reason");
        exports.check(standing.changeOrderId, Move.RESTORE);
        if (!Objects.equals(standing.ended, "discarded")) {
            throw Refusal.conflict(
                    "Only a discarded dead letter can be restored; dead letter "
                            + id
                            + (standing.ended == null
                                    ? " is open."
                                    : " is " + standing.ended + "."));
        }
        if (standing.newest != Ids.parse(id, "dead letter")) {
            throw Refusal.conflict(
                    "The change order failed again since; see dead letter "
                            + standing.newest
                            + ".");
        }
        exports.restore(standing.changeOrderId, by, reason);
        return deadLetters.get(id);
    }

    /** Somebody has entered it in Spectrum: the change order becomes SYNCED with that number. */
    public DeadLetter doneByHand(String id, JsonNode body, Caller by) {
        Standing standing = standing(id);
        String reason = new Body(body).text("reason");
        String number = new Body(body).text("change_request_number");
        if (!NUMBER.matcher(number).matches()) {
            throw Refusal.invalid(
                    "change_request_number",
                    "A change request number has 1 to 8 printable ASCII characters.");
        }
        open(id, standing, Move.DONE_BY_HAND);
        exports.doneByHand(standing.changeOrderId, by, reason, number);
        return deadLetters.get(id);
    }

    private void open(String id, Standing standing, Move move) {
        exports.check(standing.changeOrderId, move);
        if (standing.ended != null) {
            throw Refusal.conflict("Dead letter " + id + " is " + standing.ended + " already.");
        }
    }

    private Standing standing(String id) {
        return jdbc.sql(
                        """
                        SELECT d.change_order_id, d.ended,
                            (SELECT MAX(n.id) FROM dead_letter n
                             WHERE n.change_order_id = d.change_order_id) AS newest
                        FROM dead_letter d WHERE d.id = :id""")
                .param("id", Ids.parse(id, "dead letter"))
                .query(
                        (row, number) ->
                                new Standing(
                                        row.getLong("change_order_id"),
                                        row.getString("ended"),
                                        row.getLong("newest")))
                .optional()
                .orElseThrow(() -> Ids.unknown(id, "dead letter"));
    }
}
