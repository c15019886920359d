package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the dead letters say: the failed exports that wait for an admin, and those that no longer
 * do. Changes nothing.
 */
public final class DeadLetters {

    private static final int MOST_COUNTED = 10_000;

    /** Secrets of a call; they have no business in a header that is stored, and are never shown. */
    private static final Set<String> SECRET = Set.of("Authorization_ID", "GUID");

    static final String FROM =
            " FROM dead_letter d JOIN change_order c ON c.id = d.change_order_id ";

    private static final String SELECT =
            """
            SELECT d.id, d.change_order_id, d.export_id, d.cause, d.category, d.column_name,
                d.message, d.amount, d.first_seen, d.last_seen, d.ended, d.ended_at,
                c.project_id, c.project_name, c.job_number, c.commitment_number, c.vendor,
                c.number, c.title""";

    private record Found(long id, long exportId, DeadLetter shown) {}

    private final JdbcClient jdbc;

    public DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of the open dead letters.
     *
     * @param query category, group, q, project; page, per_page (1 to 200, usually 50), after; 400
     *     for any other
     */
    public DeadLetter.Page list(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!Filter.NAMES.contains(name) && !Paging.NAMES.contains(name)) {
                throw Refusal.malformed(name, "Dead letters have no filter named " + name + ".");
            }
        }
        Filter filter = Filter.of(query, Refusal::malformed);
        Paging paging = Paging.of(query);
        List<Found> found =
                jdbc.sql(
                                SELECT
                                        + FROM
                                        + filter.where()
                                        + " AND d.id < :before ORDER BY d.id DESC"
                                        + " LIMIT :limit OFFSET :offset")
                        .params(filter.params())
                        .param("before", paging.before())
                        .param("limit", paging.perPage() + 1)
                        .param("offset", paging.offset())
                        .query(DeadLetters::found)
                        .list();
        boolean more = found.size() > paging.perPage();
        List<Found> shown = more ? found.subList(0, paging.perPage()) : found;
        int total = count(filter);
        return new DeadLetter.Page(
                withAttempts(shown),
                paging.page(),
                paging.perPage(),
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                more ? Paging.cursor(shown.get(shown.size() - 1).id) : null);
    }

    /** The causes of the open dead letters, the most frequent first. */
    public List<DeadLetter.Group> groups() {
        return jdbc.sql(
                        """
                        SELECT d.cause, d.category, d.column_name, d.message, g.failures,
                            g.first_seen, g.last_seen, g.amount
                        FROM (SELECT MAX(id) AS newest, COUNT(*) AS failures,
                                MIN(first_seen) AS first_seen, MAX(last_seen) AS last_seen,
                                SUM(amount) AS amount
                            FROM dead_letter WHERE ended IS NULL GROUP BY cause) g
                        JOIN dead_letter d ON d.id = g.newest
                        ORDER BY g.failures DESC, d.cause""")
                .query(DeadLetters::group)
                .list();
    }

    /** One dead letter with everything that was tried, whether it is open or has ended. */
    public DeadLetter get(String id) {
        Found found =
                jdbc.sql(
                                SELECT
                                        + " FROM dead_letter d JOIN every_change_order c ON"
                                        + " c.id = d.change_order_id WHERE d.id = :id")
                        .param("id", Ids.parse(id, "dead letter"))
                        .query(DeadLetters::found)
                        .optional()
                        .orElseThrow(() -> Ids.unknown(id, "dead letter"));
        List<DeadLetter.Attempt> attempts =
                jdbc.sql("SELECT * FROM attempt WHERE export_id = :export ORDER BY id")
                        .param("export", found.exportId)
                        .query(
                                (row, number) ->
                                        attempt(
                                                row,
                                                row.getString("request"),
                                                row.getString("response")))
                        .list();
        return found.shown.with(attempts, payload(found.exportId));
    }

    private int count(Filter filter) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT d.id"
                                + FROM
                                + filter.where()
                                + " LIMIT :most) counted")
                .params(filter.params())
                .param("most", MOST_COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    private List<DeadLetter> withAttempts(List<Found> page) {
        Map<Long, List<DeadLetter.Attempt>> attempts = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT export_id, number, at, node, duration_ms, outcome, message,
                            next_attempt_at
                        FROM attempt WHERE export_id = ANY(:exports) ORDER BY id""")
                .param("exports", page.stream().map(Found::exportId).toArray(Long[]::new))
                .query(
                        row -> {
                            attempts.computeIfAbsent(
                                            row.getLong("export_id"), id -> new ArrayList<>())
                                    .add(attempt(row, null, null));
                        });
        return page.stream()
                .map(one -> one.shown.with(attempts.getOrDefault(one.exportId, List.of()), null))
                .toList();
    }

    private DeadLetter.Payload payload(long exportId) {
        List<DeadLetter.PayloadLine> lines =
                jdbc.sql("SELECT * FROM export_line WHERE export_id = :export ORDER BY position")
                        .param("export", exportId)
                        .query(
                                (row, number) ->
                                        new DeadLetter.PayloadLine(
                                                row.getString("phase"),
                                                row.getString("cost_type"),
                                                Columns.money(row.getBigDecimal("amount")),
                                                row.getString("state")))
                        .list();
        return jdbc.sql("SELECT change_request_number, header FROM export WHERE id = :export")
                .param("export", exportId)
                .query(
                        (row, number) ->
                                new DeadLetter.Payload(
                                        row.getString("change_request_number"),
                                        masked(Json.read(row.getString("header"))),
                                        lines))
                .single();
    }

    private static Map<String, String> masked(JsonNode header) {
        Map<String, String> shown = new LinkedHashMap<>();
        header.properties()
                .forEach(
                        element ->
                                shown.put(
                                        element.getKey(),
                                        SECRET.contains(element.getKey())
                                                ? "***"
                                                : element.getValue().asText()));
        return shown;
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        return new Found(
                row.getLong("id"),
                row.getLong("export_id"),
                new DeadLetter(
                        row.getString("id"),
                        row.getString("change_order_id"),
                        row.getString("cause"),
                        row.getString("category"),
                        row.getString("column_name"),
                        row.getString("message"),
                        Columns.money(row.getBigDecimal("amount")),
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        row.getString("job_number"),
                        row.getString("commitment_number"),
                        row.getString("vendor"),
                        row.getString("number"),
                        row.getString("title"),
                        List.of(),
                        null,
                        Columns.time(row, "first_seen"),
                        Columns.time(row, "last_seen"),
                        row.getString("ended"),
                        Columns.time(row, "ended_at")));
    }

    private static DeadLetter.Group group(ResultSet row, int number) throws SQLException {
        String category = row.getString("category");
        String column = row.getString("column_name");
        return new DeadLetter.Group(
                row.getString("cause"),
                category,
                column,
                Cause.of(category, column, row.getString("message")).text(),
                row.getInt("failures"),
                Columns.time(row, "first_seen"),
                Columns.time(row, "last_seen"),
                Columns.money(row.getBigDecimal("amount")));
    }

    private static DeadLetter.Attempt attempt(ResultSet row, String request, String response)
            throws SQLException {
        return new DeadLetter.Attempt(
                row.getInt("number"),
                Columns.time(row, "at"),
                row.getString("node"),
                row.getObject("duration_ms", Long.class),
                request,
                response,
                row.getString("outcome"),
                row.getString("message"),
                Columns.time(row, "next_attempt_at"));
    }
}
