package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Caller;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of export_pause: every pause there was, and the one that holds. */
final class Pauses {

    /**
     * A pause that has not been ended; it holds as long as its end has not come.
     *
     * @param until null: until somebody resumes
     */
    record Pause(Instant since, String by, String reason, Instant until) {

        boolean holds(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    private final JdbcClient jdbc;

    Pauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Pause> current(Instant now) {
        return jdbc.sql(
                        "SELECT paused_at, paused_by, reason, until_at FROM export_pause WHERE slot ="
                                + " 1")
                .query(
                        (row, number) ->
                                new Pause(
                                        Shown.instant(row, "paused_at"),
                                        row.getString("paused_by"),
                                        row.getString("reason"),
                                        Shown.instant(row, "until_at")))
                .optional()
                .filter(pause -> pause.holds(now));
    }

    void begin(Caller by, String reason, Instant until, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO export_pause (slot, paused_at, paused_by, reason, until_at)
                        VALUES (1, :now, :by, :reason, :until)""")
                .param("now", time(now))
                .param("by", by.name())
                .param("reason", storable(reason))
                .param("until", until == null ? null : time(until))
                .update();
    }

    /** Ended by hand, or replaced by another one. */
    void end(Caller by, String reason, Instant now) {
        jdbc.sql(
                        """
                        UPDATE export_pause SET slot = NULL, resumed_at = :now, resumed_by = :by,
                            resume_reason = :reason WHERE slot = 1""")
                .param("now", time(now))
                .param("by", by.name())
                .param("reason", storable(reason))
                .update();
    }

    /** One whose time is over ends at that time. */
    void end(Instant now) {
        jdbc.sql(
                        """
                        UPDATE export_pause SET slot = NULL, resumed_at = until_at, resumed_by = :by,
                            resume_reason = 'Its time was over.' WHERE slot = 1 AND until_at <= :now""")
                .param("by", Caller.SYSTEM.name())
                .param("now", time(now))
                .update();
    }
}
