package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.storable;
import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Problem;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of unreadable: the documents of Procore that cannot be read as they are now. */
final class UnreadableTable {

    /** The requirement that a document which cannot be read does not meet. */
    private static final String READABLE = "readable";

    private static final Pattern FIELD = Pattern.compile("Procore's field (\\S{1,200}) .*");

    /**
     * @param field as Procore spells it; null where no single one is at fault
     */
    private record Unread(String field, String message, String fix) {

        static Unread of(Problem problem) {
            Matcher named = FIELD.matcher(problem.message());
            return new Unread(
                    named.matches() ? named.group(1) : null, problem.message(), problem.fix());
        }
    }

    private final JdbcClient jdbc;

    UnreadableTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A document was checked: it stands here when it cannot be read, and else no longer. */
    void settle(ChangeOrderRow row, List<Problem> problems, Instant now) {
        List<Unread> unread =
                problems.stream()
                        .filter(problem -> problem.requirement().equals(READABLE))
                        .map(Unread::of)
                        .toList();
        if (unread.isEmpty()) {
            gone(row);
        } else {
            save(row.projectId(), row.key(), row.procoreId(), row.id(), unread, null, now);
        }
    }

    void gone(ChangeOrderRow row) {
        jdbc.sql("DELETE FROM unreadable WHERE project_id = :project AND source_key = :key")
                .param("project", row.projectId())
                .param("key", row.key())
                .update();
    }

    /**
     * @return whether it stood here without having become a change order
     */
    boolean goneUnkept(long projectId, String key) {
        return jdbc.sql(
                                """
                                DELETE FROM unreadable WHERE project_id = :project
                                AND source_key = :key AND change_order_id IS NULL""")
                        .param("project", projectId)
                        .param("key", key)
                        .update()
                == 1;
    }

    /**
     * The bridge failed at a document before it became a change order, or at the newest document of
     * one.
     *
     * @param document as Procore sent it, as JSON in ASCII
     * @return whether it did not stand here before
     */
    boolean failed(
            long projectId,
            String key,
            Long procoreId,
            Long changeOrderId,
            Problem problem,
            String document,
            Instant now) {
        return save(
                projectId,
                key,
                procoreId,
                changeOrderId,
                List.of(Unread.of(problem)),
                document,
                now);
    }

    private boolean save(
            long projectId,
            String key,
            Long procoreId,
            Long changeOrderId,
            List<Unread> unread,
            String document,
            Instant now) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("project", projectId);
        columns.put("key", key);
        columns.put("procore", procoreId);
        columns.put("order", changeOrderId);
        columns.put("cause", cause(unread).group());
        columns.put("problems", Json.writeAscii(unread));
        columns.put("searched", searched(unread));
        columns.put("body", document);
        columns.put("now", time(now));
        int known =
                jdbc.sql(
                                """
                                UPDATE unreadable SET procore_id = :procore, change_order_id = :order,
                                    cause = :cause, problems = :problems, searched = :searched,
                                    body = :body, last_seen = :now
                                WHERE project_id = :project AND source_key = :key""")
                        .params(columns)
                        .update();
        if (known == 0) {
            jdbc.sql(
                            """
                            INSERT INTO unreadable (project_id, source_key, procore_id, change_order_id,
                                cause, problems, searched, body, first_seen, last_seen)
                            VALUES (:project, :key, :procore, :order, :cause, :problems, :searched,
                                :body, :now, :now)""")
                    .params(columns)
                    .update();
        }
        return known == 0;
    }

    /** Documents with the same faults stand in one group, however many lines have them. */
    private static Cause cause(List<Unread> unread) {
        return Cause.of(
                "unreadable",
                distinct(unread.stream().map(Unread::field)),
                distinct(unread.stream().map(Unread::message)));
    }

    private static String distinct(Stream<String> texts) {
        return texts.map(text -> Cause.of("unreadable", null, text).text())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String searched(List<Unread> unread) {
        return storable(
                unread.stream()
                        .map(Unread::message)
                        .collect(Collectors.joining("\n"))
                        .toLowerCase(Locale.ROOT));
    }
}
