package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of export_pause: every pause there was, and the one that holds. The audit trail is told of
 * each that begins or ends, in the transaction of it.
 */
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

    private static final String SUBJECT = "exports";

    private final JdbcClient jdbc;
    private final AuditChain chain;

    Pauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.chain = new AuditChain(jdbc);
    }

    Optional<Pause> current(Instant now) {
        return holding().filter(pause -> pause.holds(now));
    }

    private Optional<Pause> holding() {
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
                .optional();
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
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("paused_at", now);
        detail.put("until", until);
        chain.append(AuditTrail.entry(by, SUBJECT, "Paused: " + reason, detail, now));
    }

    /** Ended by hand. */
    void end(Caller by, String reason, Instant now) {
        end(by, reason, "Resumed: " + reason, now);
    }

    /** Another one is about to begin; does nothing when none holds. */
    void replace(Caller by, Instant now) {
        String reason = "Another pause takes its place.";
        end(by, reason, reason, now);
    }

    private void end(Caller by, String reason, String action, Instant now) {
        Optional<Pause> pause = holding();
        jdbc.sql(
                        """
                        UPDATE export_pause SET slot = NULL, resumed_at = :now, resumed_by = :by,
                            resume_reason = :reason WHERE slot = 1""")
                .param("now", time(now))
                .param("by", by.name())
                .param("reason", storable(reason))
                .update();
        pause.ifPresent(ended -> tell(by, action, ended, now));
    }

    /** One whose time is over ends at that time. */
    void end(Instant now) {
        Optional<Pause> pause = holding().filter(one -> !one.holds(now));
        if (pause.isEmpty()) {
            return;
        }
        int ended =
                jdbc.sql(
                                """
                        UPDATE export_pause SET slot = NULL, resumed_at = until_at, resumed_by = :by,
                            resume_reason = 'Its time was over.' WHERE slot = 1 AND until_at <= :now""")
                        .param("by", Caller.SYSTEM.name())
                        .param("now", time(now))
                        .update();
        if (ended == 1) {
            tell(Caller.SYSTEM, "The pause ended: its time was over.", pause.get(), now);
        }
    }

    private void tell(Caller by, String action, Pause ended, Instant now) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("paused_at", ended.since());
        detail.put("paused_by", ended.by());
        detail.put("paused_because", ended.reason());
        detail.put("until", ended.until());
        chain.append(AuditTrail.entry(by, SUBJECT, action, detail, now));
    }
}
