package io.ccobridge.reconciliation;

import static io.ccobridge.reconciliation.Rows.instant;
import static io.ccobridge.reconciliation.Rows.problems;

import io.ccobridge.changeorder.Fingerprint;
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
    private final Documents documents;

    PastTables(JdbcClient jdbc, Documents documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    /**
     * Those that have moved on: with an entry since, or with an export under way, which may have got
     * on without one. A condition in each statement, since H2 is slow with a long list of ids; and
     * a table inside it, since H2 works out a bare UNION anew for every row.
     */
    private static final String MOVED =
            """
            IN (SELECT moved.id FROM (
                    SELECT later.change_order_id AS id FROM audit_entry later WHERE later.at > :at
                    UNION SELECT id FROM change_order WHERE state = 'ACCEPTED') moved)""";

    /** By the change order's id; one that is absent stands now as it stood then. */
    Map<Long, Past> read(Moment moment) {
        Map<Long, List<Entry>> entries = entries(moment);
        if (entries.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Attempt>> attempts = attempts(moment);
        Map<Long, List<Problem>> problems = problemsThen(moment);
        Map<Long, String> fingerprints = sentFingerprints(moment);
        Map<Long, Past> past = new HashMap<>();
        entries.forEach(
                (id, history) ->
                        past.put(
                                id,
                                new Past(
                                        moment.at(),
                                        history,
                                        attempts.getOrDefault(id, List.of()),
                                        problems.getOrDefault(id, List.of()),
                                        fingerprints.get(id))));
        return past;
    }

    private Map<Long, List<Entry>> entries(Moment moment) {
        Map<Long, List<Entry>> entries = new HashMap<>();
        jdbc.sql(
                        "SELECT change_order_id, id, at, actor, from_state, to_state, reason FROM"
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
                row.getString("reason"));
    }

    private Map<Long, List<Attempt>> attempts(Moment moment) {
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql(
                        "SELECT change_order_id, export_id, position, at, duration_ms, outcome FROM"
                                + " attempt WHERE change_order_id "
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
                row.getString("outcome"));
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

    /**
     * Of what Procore said when they were last sent to accounting. A replay or a hold that brings
     * one back to the approver sends nothing anew, and neither does the bridge's own word on one
     * that is parked.
     */
    private Map<Long, String> sentFingerprints(Moment moment) {
        Map<Long, String> fingerprints = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT d.change_order_id, c.project_id, d.body FROM (
                            SELECT MAX(seen.id) AS id FROM (
                                SELECT MAX(id) AS id FROM audit_entry
                                WHERE at <= :at AND to_state = 'READY_TO_EXPORT'
                                AND (from_state IN ('NEEDS_ATTENTION', 'RETRIEVED', 'REJECTED', 'UNLINKED')
                                     OR from_state = 'READY_TO_EXPORT' AND actor <> 'system')
                                AND change_order_id %s
                                GROUP BY change_order_id) parking
                            JOIN audit_entry a ON a.id = parking.id
                            JOIN document seen ON seen.change_order_id = a.change_order_id
                            AND seen.received_at <= a.at
                            GROUP BY a.id) sent
                        JOIN document d ON d.id = sent.id
                        JOIN change_order c ON c.id = d.change_order_id"""
                                .formatted(MOVED))
                .param("at", moment.column())
                .query(
                        row -> {
                            fingerprints.put(
                                    row.getLong("change_order_id"),
                                    Fingerprint.of(
                                            documents.read(
                                                    row.getString("body"),
                                                    row.getLong("project_id"))));
                        });
        return fingerprints;
    }

    private static <T> void add(Map<Long, List<T>> lists, long id, T value) {
        lists.computeIfAbsent(id, key -> new ArrayList<>()).add(value);
    }
}
