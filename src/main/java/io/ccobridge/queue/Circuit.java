package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The row of the circuit to Spectrum, one for all nodes: closed, or open and with a probe now and
 * then; and at what pace exports start after they were kept back.
 */
final class Circuit {

    /** Why it is open. */
    enum Kind {
        /** Spectrum is not heard. */
        OUTAGE,
        /** Spectrum answers that it will not have us. */
        REFUSAL
    }

    /**
     * The row as it was read, with the pause by hand.
     *
     * @param kind null while closed
     * @param held a pause or a window keeps exports back, or did until a moment ago
     * @param drainingSince null: exports start as they come
     * @param pausedUntil null when not paused, and while paused without an end
     * @param unanswered somebody had no answer since Spectrum was heard last
     */
    record Row(
            String state,
            Kind kind,
            Instant since,
            String reason,
            Instant nextProbeAt,
            boolean held,
            Instant drainingSince,
            Instant nextStartAt,
            boolean paused,
            Instant pausedUntil,
            boolean unanswered) {

        boolean closed() {
            return state.equals("closed");
        }
    }

    private static final String SELECT =
            """
            SELECT state, kind, since, reason, next_probe_at, held, draining_since, next_start_at,
                (SELECT until_at FROM export_pause WHERE slot = 1) AS paused_until,
                (SELECT COUNT(*) FROM export_pause WHERE slot = 1) AS pauses,
                EXISTS (SELECT 1 FROM unanswered) AS unanswered
            FROM circuit WHERE name = 'spectrum'""";

    /** The timer that looks for due exports comes once a second; so much may be made up for. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private final JdbcClient jdbc;

    Circuit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Row read() {
        return jdbc.sql(SELECT).query(Circuit::row).single();
    }

    /** Nobody else decides about it until this transaction has ended. */
    Row lock() {
        return jdbc.sql(SELECT + " FOR UPDATE").query(Circuit::row).single();
    }

    // ---- open and closed
    // -----------------------------------------------------------------------------------

    void open(Kind kind, String reason, Instant now, Instant nextProbe) {
        jdbc.sql(
                        """
                        UPDATE circuit SET state = 'open', kind = :kind, since = :now, reason = :reason,
                            next_probe_at = :next, draining_since = NULL, next_start_at = NULL
                        WHERE name = 'spectrum'""")
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("now", time(now))
                .param("reason", reason)
                .param("next", time(nextProbe))
                .update();
    }

    /** Still open, and known better why. */
    void openFor(Kind kind, String reason) {
        jdbc.sql(
                        "UPDATE circuit SET kind = :kind, reason = :reason WHERE name = 'spectrum' AND"
                                + " state <> 'closed'")
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("reason", reason)
                .update();
    }

    /**
     * Of all nodes and threads that come when a probe is due, one gets it.
     *
     * @param patience when another one may go although this one has not come back
     */
    boolean takeProbe(Instant now, Duration patience) {
        return jdbc.sql(
                                """
                                UPDATE circuit SET state = 'half-open', next_probe_at = :next
                                WHERE name = 'spectrum' AND state <> 'closed'
                                AND (next_probe_at IS NULL OR next_probe_at <= :now)""")
                        .param("next", time(now.plus(patience)))
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /** The probe is over and nothing has changed. */
    void stayOpen(Instant nextProbe) {
        jdbc.sql(
                        "UPDATE circuit SET state = 'open', next_probe_at = :next WHERE name ="
                                + " 'spectrum' AND state = 'half-open'")
                .param("next", time(nextProbe))
                .update();
    }

    /** What has waited drains from now on. */
    void close(Instant now) {
        jdbc.sql(
                        """
                        UPDATE circuit SET state = 'closed', kind = NULL, since = :now, reason = NULL,
                            next_probe_at = NULL, draining_since = :now, next_start_at = :now
                        WHERE name = 'spectrum' AND state <> 'closed'""")
                .param("now", time(now))
                .update();
    }

    // ---- kept back, and drained
    // ------------------------------------------------------------------------------

    /** True on the one node that was the first to see it. */
    boolean hold() {
        return jdbc.sql("UPDATE circuit SET held = TRUE WHERE name = 'spectrum' AND held = FALSE")
                        .update()
                == 1;
    }

    /**
     * Nothing keeps exports back any more; of all nodes that see it one starts the drain.
     *
     * @return whether this one does
     */
    boolean letGo(Instant now) {
        return jdbc.sql(
                                """
                        UPDATE circuit SET held = FALSE, draining_since = :now, next_start_at = :now
                        WHERE name = 'spectrum' AND held""")
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /**
     * How many exports may start now, at most so many, on this node; those are taken off what other
     * nodes may start.
     *
     * @param ratePerSecond of all nodes together
     */
    int takeStarts(Row row, int most, BigDecimal ratePerSecond, Instant now) {
        Instant earliest = now.minus(CATCH_UP);
        Instant slot = row.nextStartAt().isBefore(earliest) ? earliest : row.nextStartAt();
        if (slot.isAfter(now)) {
            return 0;
        }
        long step = NANOS_PER_SECOND.divide(ratePerSecond, RoundingMode.HALF_UP).longValueExact();
        long starts = Math.min(Duration.between(slot, now).toNanos() / step + 1, most);
        int taken =
                jdbc.sql(
                                """
                                UPDATE circuit SET next_start_at = :next
                                WHERE name = 'spectrum' AND next_start_at = :seen""")
                        .param("next", time(slot.plusNanos(step * starts)))
                        .param("seen", time(row.nextStartAt()))
                        .update();
        return taken == 1 ? (int) starts : 0;
    }

    /** The backlog is gone. */
    void drained() {
        jdbc.sql(
                        "UPDATE circuit SET draining_since = NULL, next_start_at = NULL WHERE name ="
                                + " 'spectrum'")
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        String kind = row.getString("kind");
        return new Row(
                row.getString("state"),
                kind == null ? null : Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                Shown.instant(row, "since"),
                row.getString("reason"),
                Shown.instant(row, "next_probe_at"),
                row.getBoolean("held"),
                Shown.instant(row, "draining_since"),
                Shown.instant(row, "next_start_at"),
                row.getInt("pauses") > 0,
                Shown.instant(row, "paused_until"),
                row.getBoolean("unanswered"));
    }
}
