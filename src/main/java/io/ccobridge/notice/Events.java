package io.ccobridge.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Amounts;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has happened that people are told of, and who they are. */
final class Events {

    /** What a daily mail lists at the most; the count and the sum are of all. */
    private static final int LISTED = 50;

    /** An audit entry of a rejection or a failed export. */
    record Entry(long id, long changeOrderId, Instant at, String by, String to, String reason) {}

    record Person(String name, String email) {}

    /**
     * @param limit the largest amount that the approver may accept; null: any
     * @param projects JSON: the ids of those in which; null: all
     */
    record Approver(Person person, BigDecimal limit, String projects) {}

    record OpenCircuit(Instant since, String reason, long waiting, String total) {

        Map<String, Object> told() {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("since", since);
            told.put("reason", reason);
            told.put("waiting", waiting);
            told.put("total", total);
            return told;
        }
    }

    private final JdbcClient jdbc;

    Events(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last entry of the audit trail. */
    long newest() {
        return jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM audit_entry").query(Long.class).single();
    }

    /** The entries of a part of the audit trail that somebody is told of, oldest first. */
    List<Entry> between(long position, long upTo, int most) {
        return jdbc.sql(
                        """
                        SELECT id, change_order_id, at, actor, to_state, reason FROM audit_entry
                        WHERE id > :position AND id <= :upTo AND to_state IN ('REJECTED', 'FAILED_TO_EXPORT')
                            AND from_state <> to_state
                        ORDER BY id FETCH FIRST %d ROWS ONLY"""
                                .formatted(most))
                .param("position", position)
                .param("upTo", upTo)
                .query(
                        (row, number) ->
                                new Entry(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6)))
                .list();
    }

    /** The circuit to Spectrum, while it is not closed. */
    Optional<OpenCircuit> openCircuit() {
        return jdbc.sql(
                        """
                        SELECT since, reason,
                            (SELECT COUNT(*) FROM change_order WHERE state = 'ACCEPTED'),
                            (SELECT SUM(total) FROM change_order WHERE state = 'ACCEPTED')
                        FROM circuit WHERE name = 'spectrum' AND state <> 'closed'""")
                .query(
                        (row, number) ->
                                new OpenCircuit(
                                        row.getObject(1, OffsetDateTime.class).toInstant(),
                                        row.getString(2),
                                        row.getLong(3),
                                        money(row.getBigDecimal(4))))
                .optional();
    }

    // ---- People

    List<Person> admins() {
        return withRole("ADMIN");
    }

    /** Who sent it; where that is nobody with an address, those who can put it right. */
    List<Person> toTellOfRejection(long changeOrderId) {
        List<Person> sender =
                jdbc.sql(
                                """
                                SELECT name, email FROM user_account
                                WHERE email IS NOT NULL
                                    AND name = (SELECT sent_by FROM change_order WHERE id = :id)""")
                        .param("id", changeOrderId)
                        .query(Person.class)
                        .list();
        return sender.isEmpty() ? withRole("PROJECT_MANAGER") : sender;
    }

    List<Approver> approversWithDigest() {
        return jdbc.sql(
                        """
                        SELECT name, email, accept_limit, accept_projects FROM user_account
                        WHERE role = 'APPROVER' AND digest AND email IS NOT NULL ORDER BY name""")
                .query(
                        (row, number) ->
                                new Approver(
                                        new Person(row.getString(1), row.getString(2)),
                                        row.getBigDecimal(3),
                                        row.getString(4)))
                .list();
    }

    private List<Person> withRole(String role) {
        return jdbc.sql(
                        "SELECT name, email FROM user_account WHERE role = :role AND email IS NOT NULL"
                                + " ORDER BY name")
                .param("role", role)
                .query(Person.class)
                .list();
    }

    // ---- What they are told

    Map<String, Object> rejection(Entry entry) {
        Map<String, Object> told = changeOrder(entry.changeOrderId());
        told.put("by", entry.by());
        told.put("reason", entry.reason());
        return told;
    }

    Map<String, Object> failure(Entry entry) {
        Map<String, Object> told = changeOrder(entry.changeOrderId());
        told.put("reason", entry.reason());
        return told;
    }

    /** What waits for an approver; nothing when nothing does. */
    Optional<Map<String, Object>> digest(Approver approver) {
        List<Long> projects = new ArrayList<>();
        if (approver.projects() != null) {
            JsonNode ids = Json.read(approver.projects());
            StreamSupport.stream(ids.spliterator(), false).forEach(id -> projects.add(id.asLong()));
        }
        String waits =
                " FROM change_order WHERE state = 'READY_TO_EXPORT'"
                        + (approver.limit() == null ? "" : " AND ABS(total) <= :limit")
                        + (approver.projects() == null ? "" : " AND project_id IN (:projects)");
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("limit", approver.limit());
        // an empty list is no list for a database
        parameters.put("projects", projects.isEmpty() ? List.of(-1L) : projects);
        Map<String, Object> told = new LinkedHashMap<>();
        jdbc.sql("SELECT COUNT(*), SUM(total)" + waits)
                .params(parameters)
                .query(
                        row -> {
                            told.put("count", row.getLong(1));
                            told.put("total", money(row.getBigDecimal(2)));
                        });
        if (told.get("count").equals(0L)) {
            return Optional.empty();
        }
        told.put(
                "items",
                jdbc
                        .sql(
                                "SELECT id"
                                        + waits
                                        + " ORDER BY id FETCH FIRST "
                                        + LISTED
                                        + " ROWS ONLY")
                        .params(parameters)
                        .query(Long.class)
                        .list()
                        .stream()
                        .map(this::changeOrder)
                        .toList());
        return Optional.of(told);
    }

    private Map<String, Object> changeOrder(long id) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", id);
        jdbc.sql(
                        """
                        SELECT project_name, commitment_number, number, title, vendor, total, currency
                        FROM change_order WHERE id = :id""")
                .param("id", id)
                .query(
                        row -> {
                            told.put("project", row.getString(1));
                            told.put("commitment", row.getString(2));
                            told.put("number", row.getString(3));
                            told.put("title", row.getString(4));
                            told.put("vendor", row.getString(5));
                            told.put("total", money(row.getBigDecimal(6)));
                            told.put("currency", row.getString(7));
                        });
        return told;
    }

    private static String money(BigDecimal amount) {
        return Amounts.words(amount == null ? BigDecimal.ZERO : amount);
    }
}
