package io.ccobridge.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why an accepted change order goes to Spectrum when it goes, in words. */
public final class NextAttempt {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Work(
            Instant due, Instant leaseUntil, Instant heldUntil, String node, String reason) {}

    private final JdbcClient jdbc;
    private final ExportsReport exports;
    private final Clock clock;

    public NextAttempt(JdbcClient jdbc, ExportsReport exports, Clock clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.clock = clock;
    }

    /** Null when none is due. */
    public String why(long changeOrderId) {
        return work(changeOrderId).map(this::why).orElse(null);
    }

    private String why(Work work) {
        Instant now = clock.instant();
        if (work.leaseUntil != null && !work.leaseUntil.isBefore(now)) {
            return "A call is under way on " + work.node + ".";
        }
        // while exports stand still, nothing else decides
        return exports.standstill().orElseGet(() -> itself(work, now));
    }

    private String itself(Work work, Instant now) {
        if (work.heldUntil != null && work.heldUntil.isAfter(now)) {
            return "Its acceptance can be undone until "
                    + MOMENT.format(work.heldUntil)
                    + " (setting approval.hold).";
        }
        if (!work.due.isAfter(now)) {
            return exports.draining()
                    .map(pace -> "It is due, and takes its turn: " + pace + ".")
                    .orElse("It is due, and goes as soon as a node has room for it.");
        }
        return work.reason == null ? "It was put off." : work.reason + ".";
    }

    private Optional<Work> work(long changeOrderId) {
        return jdbc.sql(
                        """
                        SELECT w.due_at, w.lease_until, w.held_until, w.node,
                            (SELECT a.next_attempt_reason FROM attempt a
                             WHERE a.change_order_id = w.change_order_id
                             ORDER BY a.id DESC LIMIT 1) AS reason
                        FROM export_work w WHERE w.change_order_id = :id""")
                .param("id", changeOrderId)
                .query(NextAttempt::work)
                .optional();
    }

    private static Work work(ResultSet row, int number) throws SQLException {
        return new Work(
                Shown.instant(row, "due_at"),
                Shown.instant(row, "lease_until"),
                Shown.instant(row, "held_until"),
                row.getString("node"),
                row.getString("reason"));
    }
}
