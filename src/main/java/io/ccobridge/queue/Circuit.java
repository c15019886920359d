package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The circuit to Spectrum, one for all nodes. Open, it lets one export through every interval to
 * find out whether Spectrum takes our authorisation again (lifecycle, "Export").
 */
final class Circuit {

    /** Whether exports may go. */
    enum Gate {
        /** All of them. */
        FREE,
        /** One, as the probe; the caller has been given it. */
        PROBE,
        /** None now. */
        SHUT
    }

    private final JdbcClient jdbc;
    private final Duration probeInterval;

    Circuit(JdbcClient jdbc, Duration probeInterval) {
        this.jdbc = jdbc;
        this.probeInterval = probeInterval;
    }

    Gate gate(Instant now) {
        Optional<OffsetDateTime> nextProbe =
                jdbc.sql(
                                "SELECT next_probe_at FROM circuit WHERE name = 'spectrum' AND state"
                                        + " <> 'closed'")
                        .query(OffsetDateTime.class)
                        .optional();
        if (nextProbe.isEmpty()) {
            return Gate.FREE;
        }
        if (nextProbe.get().toInstant().isAfter(now)) {
            return Gate.SHUT;
        }
        // of all nodes and threads that come at this moment one changes the row
        int given =
                jdbc.sql(
                                """
                                UPDATE circuit SET state = 'half-open', next_probe_at = :next
                                WHERE name = 'spectrum' AND state <> 'closed' AND next_probe_at <= :now""")
                        .param("next", time(now.plus(probeInterval)))
                        .param("now", time(now))
                        .update();
        return given == 1 ? Gate.PROBE : Gate.SHUT;
    }

    /**
     * @return true when it was closed before
     */
    boolean open(String reason, Instant now) {
        int opened =
                jdbc.sql(
                                """
                                UPDATE circuit SET state = 'open', since = :now, reason = :reason, next_probe_at = :next
                                WHERE name = 'spectrum' AND state = 'closed'""")
                        .param("now", time(now))
                        .param("reason", reason)
                        .param("next", time(now.plus(probeInterval)))
                        .update();
        if (opened == 0) {
            jdbc.sql(
                            "UPDATE circuit SET state = 'open', reason = :reason WHERE name ="
                                    + " 'spectrum' AND state <> 'closed'")
                    .param("reason", reason)
                    .update();
        }
        return opened == 1;
    }

    /** A probe that found out nothing: the circuit is as it was before it. */
    void stayOpen() {
        jdbc.sql(
                        "UPDATE circuit SET state = 'open' WHERE name = 'spectrum' AND state = 'half-open'")
                .update();
    }

    /**
     * @return true when it was not closed before
     */
    boolean close(Instant now) {
        return jdbc.sql(
                                """
                                UPDATE circuit SET state = 'closed', since = :now, reason = NULL, next_probe_at = NULL
                                WHERE name = 'spectrum' AND state <> 'closed'""")
                        .param("now", time(now))
                        .update()
                == 1;
    }
}
