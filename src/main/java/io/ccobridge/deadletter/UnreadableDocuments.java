package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Cause;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The documents from Procore that cannot be read, with the cause of each. Changes nothing. */
public final class UnreadableDocuments {

    /**
     * Where to find what is to be read again.
     *
     * @param changeOrderId null when there is none
     * @param procoreId null when it cannot be read
     */
    public record Found(long id, long projectId, String key, Long changeOrderId, Long procoreId) {}

    private static final Set<String> FILTERS = Set.of("project", "group", "q");

    private static final int MOST_COUNTED = 10_000;

    private static final String FROM =
            " FROM unreadable u LEFT JOIN change_order c ON c.id = u.change_order_id"
                    + " LEFT JOIN procore_project p ON p.id = u.project_id ";

    private static final String SELECT =
            """
            SELECT u.*, COALESCE(c.project_name, p.name) AS project_name, c.state, c.number, c.title,
                c.total"""
                    + FROM;

    private record Where(String sql, Map<String, Object> params) {}

    private final JdbcClient jdbc;

    public UnreadableDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, newest first.
     *
     * @param query project, group, q; page, per_page, after; 400 for any other
     */
    public UnreadableDocument.Page list(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!FILTERS.contains(name) && !Paging.NAMES.contains(name)) {
                throw Refusal.malformed(
                        name, "Unreadable documents have no filter named " + name + ".");
            }
        }
        Where where = where(query);
        Paging paging = Paging.of(query);
        List<UnreadableDocument> found =
                jdbc.sql(
                                SELECT
                                        + where.sql
                                        + " AND u.id < :before ORDER BY u.id DESC LIMIT :limit"
                                        + " OFFSET :offset")
                        .params(where.params)
                        .param("before", paging.before())
                        .param("limit", paging.perPage() + 1)
                        .param("offset", paging.offset())
                        .query((row, number) -> document(row, null))
                        .list();
        boolean more = found.size() > paging.perPage();
        List<UnreadableDocument> shown = more ? found.subList(0, paging.perPage()) : found;
        int total = count(where);
        return new UnreadableDocument.Page(
                shown,
                paging.page(),
                paging.perPage(),
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                more ? Paging.cursor(Long.parseLong(shown.get(shown.size() - 1).id())) : null);
    }

    /** Those with the same faults, the most frequent first. */
    public List<UnreadableDocument.Group> groups() {
        return jdbc.sql(
                        """
                        SELECT u.cause, u.problems, g.documents, g.first_seen, g.last_seen
                        FROM (SELECT MAX(id) AS newest, COUNT(*) AS documents,
                                MIN(first_seen) AS first_seen, MAX(last_seen) AS last_seen
                            FROM unreadable GROUP BY cause) g
                        JOIN unreadable u ON u.id = g.newest
                        ORDER BY g.documents DESC, u.cause""")
                .query(UnreadableDocuments::group)
                .list();
    }

    /** One with the document itself. */
    public UnreadableDocument get(String id) {
        return jdbc.sql(
                        """
                        SELECT u.*, COALESCE(c.project_name, p.name) AS project_name, c.state,
                            c.number, c.title, c.total, COALESCE(u.body, d.body) AS whole
                        """
                                + FROM
                                + """
                                LEFT JOIN document d ON d.id = c.present_document_id
                                WHERE u.id = :id""")
                .param("id", Ids.parse(id, "unreadable document"))
                .query((row, number) -> document(row, row.getString("whole")))
                .optional()
                .orElseThrow(() -> Ids.unknown(id, "unreadable document"));
    }

    /** 404 when it can be read by now, or never was. */
    public Found find(String id) {
        return jdbc.sql("SELECT * FROM unreadable WHERE id = :id")
                .param("id", Ids.parse(id, "unreadable document"))
                .query(UnreadableDocuments::found)
                .optional()
                .orElseThrow(() -> Ids.unknown(id, "unreadable document"));
    }

    /** Whether it is still there. */
    public boolean stands(long id) {
        return jdbc.sql("SELECT COUNT(*) FROM unreadable WHERE id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Those that are meant, oldest first.
     *
     * @param body exactly one of ids, group and all
     * @param after only those with a greater id
     */
    public List<Found> find(JsonNode body, long after, int most) {
        Body asked = new Body(body);
        List<String> given = List.of("ids", "group", "all").stream().filter(asked::has).toList();
        if (given.size() != 1 || (asked.has("all") && !asked.flag("all"))) {
            throw Refusal.invalid(
                    given.isEmpty() ? "ids" : given.get(0),
                    "Exactly one of ids, group and all says which documents are meant.");
        }
        String condition =
                switch (given.get(0)) {
                    case "ids" -> "id = ANY(:ids)";
                    case "group" -> "cause = :group";
                    default -> "TRUE";
                };
        Map<String, Object> params = new HashMap<>();
        if (asked.has("ids")) {
            Set<Long> ids = new HashSet<>();
            body.get("ids").forEach(id -> ids.add(Ids.parse(id.asText(), "unreadable document")));
            params.put("ids", ids.toArray(Long[]::new));
        }
        if (asked.has("group")) {
            params.put("group", asked.text("group"));
        }
        return jdbc.sql(
                        "SELECT * FROM unreadable WHERE "
                                + condition
                                + " AND id > :after ORDER BY id LIMIT :most")
                .params(params)
                .param("after", after)
                .param("most", most)
                .query(UnreadableDocuments::found)
                .list();
    }

    private int count(Where where) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT u.id"
                                + FROM
                                + where.sql
                                + " LIMIT :most) counted")
                .params(where.params)
                .param("most", MOST_COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    private static Where where(Map<String, String> query) {
        StringBuilder sql = new StringBuilder("WHERE TRUE");
        Map<String, Object> params = new HashMap<>();
        for (String name : FILTERS) {
            String value = query.getOrDefault(name, "").strip();
            if (value.isEmpty()) {
                continue;
            }
            if (!Body.storable(value)) {
                throw Refusal.malformed(
                        name, name + " holds a character that nothing here can hold.");
            }
            switch (name) {
                case "project" -> {
                    sql.append(" AND u.project_id = :project");
                    params.put("project", project(value));
                }
                case "group" -> {
                    sql.append(" AND u.cause = :group");
                    params.put("group", value);
                }
                default -> {
                    sql.append(
                            " AND (u.searched LIKE :q ESCAPE '!' OR LOWER(c.title) LIKE :q ESCAPE '!'"
                                    + " OR LOWER(c.number) LIKE :q ESCAPE '!'"
                                    + " OR LOWER(p.name) LIKE :q ESCAPE '!'"
                                    + " OR CAST(u.procore_id AS VARCHAR(20)) LIKE :q ESCAPE '!')");
                    params.put(
                            "q",
                            "%" + value.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
                }
            }
        }
        return new Where(sql.toString(), params);
    }

    private static long project(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw Refusal.malformed("project", "A project is given by its id in Procore.");
        }
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        return new Found(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("source_key"),
                row.getObject("change_order_id", Long.class),
                row.getObject("procore_id", Long.class));
    }

    /**
     * @param whole the stored document; null in lists
     */
    private static UnreadableDocument document(ResultSet row, String whole) throws SQLException {
        BigDecimal total = row.getBigDecimal("total");
        JsonNode stored = whole == null ? null : Json.read(whole);
        return new UnreadableDocument(
                row.getString("id"),
                row.getLong("project_id"),
                row.getString("project_name"),
                row.getObject("procore_id", Long.class),
                row.getString("change_order_id"),
                row.getString("state"),
                row.getString("number"),
                row.getString("title"),
                total == null ? null : Columns.money(total),
                row.getString("cause"),
                problems(row),
                Columns.time(row, "first_seen"),
                Columns.time(row, "last_seen"),
                stored == null ? null : stored.path("change_order"),
                stored == null ? null : stored.path("lines"));
    }

    private static UnreadableDocument.Group group(ResultSet row, int number) throws SQLException {
        List<UnreadableDocument.Fault> problems = problems(row);
        String cause = row.getString("cause");
        Instant firstSeen = Columns.time(row, "first_seen");
        return new UnreadableDocument.Group(
                cause,
                problems.stream()
                        .map(UnreadableDocument.Fault::field)
                        .filter(field -> field != null)
                        .map(UnreadableDocuments::withoutParticulars)
                        .distinct()
                        .toList(),
                problems.stream()
                        .map(problem -> withoutParticulars(problem.message()))
                        .distinct()
                        .collect(Collectors.joining(" ")),
                problems.stream()
                        .map(UnreadableDocument.Fault::fix)
                        .distinct()
                        .collect(Collectors.joining(" ")),
                row.getInt("documents"),
                firstSeen,
                Columns.time(row, "last_seen"),
                "/api/v1/unreadable?group=" + cause);
    }

    private static String withoutParticulars(String text) {
        return Cause.of("unreadable", null, text).text();
    }

    private static List<UnreadableDocument.Fault> problems(ResultSet row) throws SQLException {
        return Arrays.asList(
                Json.read(row.getString("problems"), UnreadableDocument.Fault[].class));
    }
}
