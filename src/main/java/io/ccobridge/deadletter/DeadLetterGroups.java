package io.ccobridge.deadletter;

import io.ccobridge.queue.Cause;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The causes of the open dead letters: how many, since when, and what to do. Changes nothing. */
public final class DeadLetterGroups {

    private static final int HOURS = 24;

    /** Of the newest dead letter of each cause, with what all of them come to. */
    private static final String SELECT =
            """
            SELECT d.cause, d.category, d.column_name, d.code, d.http_status, d.message,
                g.failures, g.first_seen, g.last_seen, g.amount, g.outcomes_unknown
            FROM (SELECT MAX(l.id) AS newest, COUNT(*) AS failures,
                    MIN(l.first_seen) AS first_seen, MAX(l.last_seen) AS last_seen,
                    SUM(l.amount) AS amount,
                    SUM(CASE WHEN EXISTS (SELECT 1 FROM export_line x WHERE x.export_id = l.export_id
                        AND x.state = 'UNKNOWN') THEN 1 ELSE 0 END) AS outcomes_unknown
                FROM dead_letter l WHERE %s GROUP BY l.cause) g
            JOIN dead_letter d ON d.id = g.newest
            ORDER BY g.failures DESC, d.cause""";

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final Notes notes;
    private final Clock clock;

    public DeadLetterGroups(JdbcClient jdbc, Catalogue catalogue, Notes notes, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.notes = notes;
        this.clock = clock;
    }

    /** The most frequent first. */
    public List<DeadLetterGroup> list() {
        Map<String, DeadLetterGroup.Trend> trends = trends();
        Map<String, DeadLetter.Note> standing = notes.standing();
        Map<String, List<DeadLetterGroup.EarlierNote>> earlier = notes.earlier();
        return jdbc.sql(SELECT.formatted("l.ended IS NULL"))
                .query(
                        (row, number) -> {
                            String cause = row.getString("cause");
                            return group(
                                    row,
                                    row.getInt("failures"),
                                    row.getBigDecimal("amount"),
                                    row.getInt("outcomes_unknown"),
                                    trends.getOrDefault(cause, flat()),
                                    standing.get(cause),
                                    earlier.getOrDefault(cause, List.of()));
                        })
                .list();
    }

    /**
     * One cause, also when nothing of it is open any more: then it counts none, and tells when it
     * was seen.
     */
    public DeadLetterGroup get(String group) {
        return list().stream()
                .filter(one -> one.group().equals(group))
                .findFirst()
                .orElseGet(() -> emptied(group));
    }

    /** The causes whose fix is made there, as their newest failure tells. */
    List<String> fixedIn(String place) {
        return jdbc
                .sql(SELECT.formatted("l.ended IS NULL"))
                .query(
                        (row, number) ->
                                place.equals(catalogue.of(failure(row)).fixIn())
                                        ? row.getString("cause")
                                        : "")
                .list()
                .stream()
                .filter(cause -> !cause.isEmpty())
                .toList();
    }

    private DeadLetterGroup emptied(String group) {
        return jdbc.sql(SELECT.formatted("l.cause = :cause"))
                .param("cause", group)
                .query(
                        (row, number) ->
                                group(
                                        row,
                                        0,
                                        BigDecimal.ZERO,
                                        0,
                                        trends().getOrDefault(group, flat()),
                                        null,
                                        notes.earlier().getOrDefault(group, List.of())))
                .optional()
                .orElseThrow(() -> Ids.unknown(group, "group of dead letters"));
    }

    /** By cause; one that did not fail in that time is absent. */
    private Map<String, DeadLetterGroup.Trend> trends() {
        Instant now = clock.instant();
        Map<String, List<Integer>> counts = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT cause, age, COUNT(*) AS failures FROM (SELECT cause,
                                CAST(FLOOR((CAST(:now AS NUMERIC(20, 6))
                                    - EXTRACT(EPOCH FROM last_seen)) / 3600) AS INTEGER) AS age
                            FROM dead_letter WHERE last_seen > :since) seen
                        GROUP BY cause, age""")
                .param("now", BigDecimal.valueOf(now.toEpochMilli(), 3))
                .param("since", Columns.time(now.minus(Duration.ofHours(HOURS))))
                .query(
                        row -> {
                            // clocks of several nodes may differ by a little
                            int age = Math.min(HOURS - 1, Math.max(0, row.getInt("age")));
                            List<Integer> hours =
                                    counts.computeIfAbsent(
                                            row.getString("cause"),
                                            cause -> new ArrayList<>(zeros()));
                            hours.set(
                                    HOURS - 1 - age,
                                    hours.get(HOURS - 1 - age) + row.getInt("failures"));
                        });
        Map<String, DeadLetterGroup.Trend> trends = new HashMap<>();
        counts.forEach((cause, hours) -> trends.put(cause, DeadLetterGroup.Trend.of(hours)));
        return trends;
    }

    private static DeadLetterGroup.Trend flat() {
        return DeadLetterGroup.Trend.of(zeros());
    }

    private static List<Integer> zeros() {
        return Collections.nCopies(HOURS, 0);
    }

    private DeadLetterGroup group(
            ResultSet row,
            int count,
            BigDecimal amount,
            int unknown,
            DeadLetterGroup.Trend trend,
            DeadLetter.Note note,
            List<DeadLetterGroup.EarlierNote> earlier)
            throws SQLException {
        Failure failure = failure(row);
        Suggestion suggestion = catalogue.of(failure);
        String cause = row.getString("cause");
        return new DeadLetterGroup(
                cause,
                failure.category(),
                failure.column(),
                failure.code(),
                Cause.of(failure.category(), failure.column(), failure.message()).text(),
                suggestion.fixIn(),
                suggestion,
                count,
                Columns.money(amount),
                unknown,
                Columns.time(row, "first_seen"),
                Columns.time(row, "last_seen"),
                trend,
                note,
                earlier,
                "/api/v1/dead-letters/groups/" + cause);
    }

    /** Of a row of dead_letter. */
    static Failure failure(ResultSet row) throws SQLException {
        return new Failure(
                row.getString("category"),
                row.getString("code"),
                row.getObject("http_status", Integer.class),
                row.getString("column_name"),
                row.getString("message"));
    }
}
