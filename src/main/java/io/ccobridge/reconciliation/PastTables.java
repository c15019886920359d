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

    /** By the change order's id; one that is absent stands now as it stood then. */
    Map<Long, Past> read(Moment moment, Long project) {
        Long[] ids = movedSince(moment, project);
        if (ids.length == 0) {
            return Map.of();
        }
        Map<Long, List<Entry>> entries = entries(ids);
        Map<Long, List<Attempt>> attempts = attempts(ids);
        Map<Long, List<Problem>> problems = problemsThen(ids, moment);
        Map<Long, String> fingerprints = acceptedFingerprints(ids, moment);
        Map<Long, Past> past = new HashMap<>();
        for (Long id : ids) {
            past.put(
                    id,
                    new Past(
                            moment.at(),
                            entries.getOrDefault(id, List.of()),
                            attempts.getOrDefault(id, List.of()),
                            problems.getOrDefault(id, List.of()),
                            fingerprints.get(id)));
        }
        return past;
    }

    /** An export under way may have got on without a new entry. */
    private Long[] movedSince(Moment moment, Long project) {
        return jdbc.sql(
                        """
                        SELECT id FROM change_order c
                        WHERE created_at <= :at AND (CAST(:project AS BIGINT) IS NULL OR project_id = :project)
                        AND (state = 'ACCEPTED' OR EXISTS (
                            SELECT 1 FROM audit_entry a WHERE a.change_order_id = c.id AND a.at > :at))""")
                .param("at", moment.column())
                .param("project", project)
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
    }

    private Map<Long, List<Entry>> entries(Long[] ids) {
        Map<Long, List<Entry>> entries = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT change_order_id, id, at, actor, from_state, to_state, reason FROM audit_entry
                        WHERE change_order_id = ANY(:ids) ORDER BY change_order_id, id""")
                .param("ids", ids)
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

    private Map<Long, List<Attempt>> attempts(Long[] ids) {
        Map<Long, List<Attempt>> attempts = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT change_order_id, export_id, position, at, duration_ms, outcome FROM attempt
                        WHERE change_order_id = ANY(:ids) ORDER BY change_order_id, id""")
                .param("ids", ids)
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
    private Map<Long, List<Problem>> problemsThen(Long[] ids, Moment moment) {
        Map<Long, List<Problem>> problems = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT a.change_order_id, a.detail FROM audit_entry a JOIN (
                            SELECT MAX(id) AS id FROM audit_entry
                            WHERE change_order_id = ANY(:ids) AND at <= :at AND to_state = 'NEEDS_ATTENTION'
                            AND detail IS NOT NULL GROUP BY change_order_id) newest ON newest.id = a.id""")
                .param("ids", ids)
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
     * Of what Procore said when the last export was accepted. What has changed since it was sent is
     * not accepted, so that is what was sent.
     */
    private Map<Long, String> acceptedFingerprints(Long[] ids, Moment moment) {
        Map<Long, String> fingerprints = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT d.change_order_id, c.project_id, d.body FROM document d JOIN (
                            SELECT MAX(seen.id) AS id FROM export e
                            JOIN (SELECT MAX(id) AS id FROM export
                                  WHERE change_order_id = ANY(:ids) AND accepted_at <= :at
                                  GROUP BY change_order_id) newest ON newest.id = e.id
                            JOIN document seen ON seen.change_order_id = e.change_order_id
                            AND seen.received_at <= e.accepted_at
                            GROUP BY e.id) accepted ON accepted.id = d.id
                        JOIN change_order c ON c.id = d.change_order_id""")
                .param("ids", ids)
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
