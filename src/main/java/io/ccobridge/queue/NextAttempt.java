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
final class NextAttempt {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Work(Instant due, Instant leaseUntil, String node, String reason) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    NextAttempt(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Null when none is due. */
    String why(long changeOrderId) {
        return work(changeOrderId).map(this::why).orElse(null);
    }

    private String why(Work work) {
        Instant now = clock.instant();
        if (work.leaseUntil != null && !work.leaseUntil.isBefore(now)) {
            return "A call is under way on " + work.node + ".";
        }
        return openCircuit()
                .orElseGet(
                        () -> {
                            if (!work.due.isAfter(now)) {
                                return "It is due, and goes as soon as a node has room for it.";
                            }
                            return work.reason == null ? "It was put off." : work.reason + ".";
                        });
    }

    private Optional<Work> work(long changeOrderId) {
        return jdbc.sql(
                        """
                        SELECT w.due_at, w.lease_until, w.node,
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
                row.getString("node"),
                row.getString("reason"));
    }

    /** While it is open nothing else decides. */
    private Optional<String> openCircuit() {
        return jdbc.sql(
                        """
                        SELECT since, reason, next_probe_at FROM circuit
                        WHERE name = 'spectrum' AND state <> 'closed'""")
                .query(
                        (row, number) ->
                                "The circuit to Spectrum is open since %s: next probe %s. %s"
                                        .formatted(
                                                MOMENT.format(Shown.instant(row, "since")),
                                                moment(row, "next_probe_at"),
                                                Optional.ofNullable(row.getString("reason"))
                                                        .orElse(""))
                                        .strip())
                .optional();
    }

    private static String moment(ResultSet row, String column) throws SQLException {
        Instant moment = Shown.instant(row, column);
        return moment == null ? "not yet known" : MOMENT.format(moment);
    }
}
