package io.ccobridge.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of notice. Every call belongs to the transaction of what it serves. */
final class NoticeTable {

    /** What one mail tells at the most; more come in the next one. */
    private static final int MOST_IN_ONE = 500;

    private record Due(String kind, String recipient) {}

    private record Row(long id, String user, String content) {}

    private final JdbcClient jdbc;

    NoticeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Up to where the audit trail was looked through; nobody else looks until this one is done. */
    long lockPosition() {
        return jdbc.sql("SELECT audit_entry_id FROM notice_position WHERE id = 1 FOR UPDATE")
                .query(Long.class)
                .single();
    }

    void moveTo(long position) {
        jdbc.sql("UPDATE notice_position SET audit_entry_id = :position WHERE id = 1")
                .param("position", position)
                .update();
    }

    /** Once an event and person; the second time nothing happens. */
    void add(
            String kind,
            String event,
            Events.Person person,
            Object content,
            Instant due,
            Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO notice (kind, event, user_name, recipient, content, state, tries, due_at,
                            created_at, moved_at)
                        VALUES (:kind, :event, :user, :recipient, :content, 'waiting', 0, :due, :now, :now)
                        ON CONFLICT DO NOTHING""")
                .param("kind", kind)
                .param("event", event)
                .param("user", person.name())
                .param("recipient", person.email())
                .param("content", Json.writeAscii(content))
                .param("due", time(due))
                .param("now", time(now))
                .update();
    }

    Optional<Instant> lastSent(String kind, String recipient) {
        return jdbc.sql(
                        "SELECT MAX(moved_at) FROM notice WHERE recipient = :recipient AND kind ="
                                + " :kind AND state IN ('sent', 'sending', 'unknown')")
                .param("recipient", recipient)
                .param("kind", kind)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** All that one person is to be told of one kind, once the first of it is due. */
    Optional<Mail> claim(Instant now) {
        return jdbc.sql(
                        "SELECT kind, recipient FROM notice WHERE state = 'waiting' AND due_at <="
                                + " :now ORDER BY due_at, id FETCH FIRST 1 ROWS ONLY")
                .param("now", time(now))
                .query(Due.class)
                .optional()
                .flatMap(due -> claim(due, now));
    }

    private Optional<Mail> claim(Due due, Instant now) {
        List<Row> rows =
                jdbc.sql(
                                """
                                SELECT id, user_name AS "user", content FROM notice
                                WHERE state = 'waiting' AND kind = :kind AND recipient = :recipient
                                ORDER BY id FETCH FIRST %d ROWS ONLY FOR UPDATE"""
                                        .formatted(MOST_IN_ONE))
                        .param("kind", due.kind())
                        .param("recipient", due.recipient())
                        .query(Row.class)
                        .list();
        // another node may have taken them while this one waited for their locks
        List<Row> ours = rows.stream().filter(row -> take(row.id(), now)).toList();
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Mail(
                                due.kind(),
                                ours.get(0).user(),
                                due.recipient(),
                                ours.stream().map(Row::id).toList(),
                                ours.stream().map(row -> content(row)).toList()));
    }

    private boolean take(long id, Instant now) {
        return jdbc.sql(
                                "UPDATE notice SET state = 'sending', moved_at = :now WHERE id = :id"
                                        + " AND state = 'waiting'")
                        .param("now", time(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** What was being sent for longer than any call takes. */
    int unknown(Instant before, Instant now) {
        return jdbc.sql(
                        "UPDATE notice SET state = 'unknown', moved_at = :now WHERE state = 'sending'"
                                + " AND moved_at < :before")
                .param("now", time(now))
                .param("before", time(before))
                .update();
    }

    void move(List<Long> ids, String state, Instant now) {
        jdbc.sql("UPDATE notice SET state = :state, moved_at = :now WHERE id IN (:ids)")
                .param("state", state)
                .param("now", time(now))
                .param("ids", ids)
                .update();
    }

    int tries(List<Long> ids) {
        return jdbc.sql("SELECT MAX(tries) FROM notice WHERE id IN (:ids)")
                .param("ids", ids)
                .query(Integer.class)
                .single();
    }

    void again(List<Long> ids, int tries, Instant due, Instant now) {
        jdbc.sql(
                        "UPDATE notice SET state = 'waiting', tries = :tries, due_at = :due, moved_at ="
                                + " :now WHERE id IN (:ids)")
                .param("tries", tries)
                .param("due", time(due))
                .param("now", time(now))
                .param("ids", ids)
                .update();
    }

    private static JsonNode content(Row row) {
        return Json.read(row.content());
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
