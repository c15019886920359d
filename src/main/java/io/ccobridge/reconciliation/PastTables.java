package io.ccobridge.reconciliation;

import static io.ccobridge.reconciliation.Rows.instant;
import static io.ccobridge.reconciliation.Rows.problems;

import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.reconciliation.Past.Attempt;
import io.ccobridge.reconciliation.Past.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is needed to put change orders together as they were, of those that have moved on since: one
 * statement for each kind of thing, however many there are.
 */
final class PastTables {

    private final JdbcClient jdbc;

    PastTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those that have moved on: with an entry since, or with an export under way, which may have
     * got on without one. A condition in each statement, since H2 is slow with a long list of ids;
     * and a table inside it, since H2 works out a bare UNION anew for every row.
     */
    private static final String MOVED =
            """
            IN (SELECT moved.id FROM (
                    SELECT later.change_order_id AS id FROM audit_entry later WHERE later.at > :at
                    UNION SELECT id FROM every_change_order WHERE state = 'ACCEPTED') moved)""";

    /** By the change order's id; one that is absent stands now as it stood then. */
    Map<Long, Past> read(Moment moment) {
        Map<Long, List<Entry>> entries = entries(moment);
        if (entries.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Attempt>> attempts = attempts(moment);
        Map<Long, List<Problem>> problems = problemsThen(moment);
        Map<Long, Past> past = new HashMap<>();
        entries.forEach(
                (id, history) ->
                        past.put(
                                id,
                                new Past(
                                        moment.at(),
                                        history,
                                        attempts.getOrDefault(id, List.of()),
                                        problems.getOrDefault(id, List.of()))));
        return past;
    }

    private Map<Long, List<Entry>> entries(Moment moment) {
        Map<Long, List<Entry>> entries = new HashMap<>();
        jdbc.sql(
                        "SELECT change_order_id, id, at, actor, from_state, to_state, reason, CASE"
                                + " WHEN to_state = 'UNLINKED' THEN detail END AS unlinked FROM"
                                + " audit_entry WHERE change_order_id "
                                + MOVED
                                + " ORDER BY change_order_id, id")
                .param("at", moment.column())
                .query(
                        row -> {
                            add(entries, row.getLong("change_order_id"), entry(row));
                        });
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                instant(row, "at"),
                row.getString("actor"),
                State.valueOf(row.getString("from_state")),
                State.valueOf(row.getString("to_state")),
                row.getString("reason"),
                Rows.leftBehind(row.getString("unlinked")));
    }

    private Map<Long, List<Attempt>> attempts(Moment moment) {
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql(
                        "SELECT change_order_id, export_id, position, at, duration_ms, outcome,"
                                + " perhaps_taken FROM attempt WHERE change_order_id "
                                + MOVED
                                + " ORDER BY change_order_id, id")
                .param("at", moment.column())
                .query(
                        row -> {
                            add(attempts, row.getLong("change_order_id"), attempt(row));
                        });
        return attempts;
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        Instant begun = instant(row, "at");
        Long took = row.getObject("duration_ms", Long.class);
        return new Attempt(
                row.getLong("export_id"),
                row.getInt("position"),
                begun,
                took == null ? null : begun.plus(Duration.ofMillis(took)),
                row.getString("outcome"),
                row.getObject("perhaps_taken", Boolean.class));
    }

    /** What was unmet stands in the detail of the entry that tells of it. */
    private Map<Long, List<Problem>> problemsThen(Moment moment) {
        Map<Long, List<Problem>> problems = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT a.change_order_id, a.detail FROM (
                            SELECT MAX(id) AS id FROM audit_entry
                            WHERE at <= :at AND to_state = 'NEEDS_ATTENTION' AND detail IS NOT NULL
                            AND change_order_id %s
                            GROUP BY change_order_id) newest
                        JOIN audit_entry a ON a.id = newest.id"""
                                .formatted(MOVED))
                .param("at", moment.column())
                .query(
                        row -> {
                            problems.put(
                                    row.getLong("change_order_id"),
                                    problems(row.getString("detail")));
                        });
        return problems;
    }

    private static <T> void add(Map<Long, List<T>> lists, long id, T value) {
        lists.computeIfAbsent(id, key -> new ArrayList<>()).add(value);
    }
}
