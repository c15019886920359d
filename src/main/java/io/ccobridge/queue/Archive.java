package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of change_order_archive: change orders that were synced long ago. A row is in one of the two
 * tables; its documents, exports, attempts and audit entries stay where they are. Every call
 * belongs to the transaction of the move it serves.
 */
final class Archive {

    private static final String ARCHIVED =
            "Archived: synced, and unchanged since %s (setting retention.synced-after).";

    private final JdbcClient jdbc;
    private final ChangeOrderTable changeOrders;
    private volatile String columns;

    Archive(JdbcClient jdbc, ChangeOrderTable changeOrders) {
        this.jdbc = jdbc;
        this.changeOrders = changeOrders;
    }

    /**
     * Takes in some of those that have been synced and unchanged since before then, and for which
     * nothing is open.
     *
     * @return how many
     */
    int takeIn(Instant unchangedSince, int most, Instant now) {
        Map<Long, Instant> old = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT id, updated_at FROM change_order
                        WHERE state = 'SYNCED' AND changed_since_sent = FALSE AND updated_at <= :before
                        AND NOT EXISTS (SELECT 1 FROM export_work w WHERE w.change_order_id = change_order.id)
                        AND NOT EXISTS (SELECT 1 FROM dead_letter d
                            WHERE d.change_order_id = change_order.id AND d.ended IS NULL)
                        AND NOT EXISTS (SELECT 1 FROM replay_item i
                            WHERE i.change_order_id = change_order.id AND i.outcome IN ('waiting', 'under way'))
                        ORDER BY updated_at, id LIMIT :most""")
                .param("before", time(unchangedSince))
                .param("most", most)
                .query(
                        row -> {
                            old.put(row.getLong("id"), Shown.instant(row, "updated_at"));
                        });
        old.keySet().stream().sorted().forEach(id -> takeIn(id, old.get(id), now));
        return old.size();
    }

    private void takeIn(long id, Instant updatedAt, Instant now) {
        // somebody may have moved it since, or another node may have taken it in
        int taken =
                jdbc.sql(
                                """
                                SELECT id FROM change_order WHERE id = :id AND state = 'SYNCED'
                                AND changed_since_sent = FALSE AND updated_at = :updated FOR UPDATE""")
                        .param("id", id)
                        .param("updated", time(updatedAt))
                        .query(Long.class)
                        .list()
                        .size();
        if (taken == 0) {
            return;
        }
        jdbc.sql(
                        "INSERT INTO change_order_archive ("
                                + columns()
                                + ", archived_at) SELECT "
                                + columns()
                                + ", :now FROM change_order WHERE id = :id")
                .param("now", time(now))
                .param("id", id)
                .update();
        jdbc.sql("DELETE FROM change_order WHERE id = :id").param("id", id).update();
        changeOrders.audit(
                id,
                State.SYNCED,
                State.SYNCED,
                Caller.SYSTEM.name(),
                ARCHIVED.formatted(updatedAt),
                null,
                now);
    }

    /** Takes one out again, because something is done with it; false when it is not there. */
    boolean takeOut(long id, Instant now) {
        return takeOut("id = :id", Map.of("id", id), now);
    }

    boolean takeOut(long projectId, String key, Instant now) {
        return takeOut(
                "project_id = :project AND source_key = :key",
                Map.of("project", projectId, "key", key),
                now);
    }

    private boolean takeOut(String which, Map<String, Object> parameters, Instant now) {
        Optional<Long> id =
                jdbc.sql("SELECT id FROM change_order_archive WHERE " + which + " FOR UPDATE")
                        .params(parameters)
                        .query(Long.class)
                        .optional();
        if (id.isEmpty()) {
            return false;
        }
        jdbc.sql(
                        "INSERT INTO change_order ("
                                + columns()
                                + ") SELECT "
                                + columns()
                                + " FROM change_order_archive WHERE id = :id")
                .param("id", id.get())
                .update();
        jdbc.sql("DELETE FROM change_order_archive WHERE id = :id").param("id", id.get()).update();
        changeOrders.audit(
                id.get(),
                State.SYNCED,
                State.SYNCED,
                Caller.SYSTEM.name(),
                "Taken out of the archive.",
                null,
                now);
        return true;
    }

    /** Of both tables, in the words of the database. */
    private String columns() {
        if (columns == null) {
            columns = String.join(", ", columnNames());
        }
        return columns;
    }

    private List<String> columnNames() {
        return jdbc.sql(
                        """
                                SELECT column_name FROM information_schema.columns
                                WHERE table_schema = CURRENT_SCHEMA AND table_name = 'change_order'
                                ORDER BY ordinal_position""")
                .query(String.class)
                .list();
    }
}
