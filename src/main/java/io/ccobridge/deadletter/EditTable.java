package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Rows of payload_edit. */
final class EditTable {

    private static final int MOST_COUNTED = 10_000;
    private static final Set<String> STATES = Set.of("pending", "applied", "withdrawn", "lapsed");

    /** A pending one whose change order has moved on cannot be confirmed any more. */
    private static final String SHOWN =
            """
            SELECT * FROM (SELECT e.*,
                CASE WHEN e.state = 'pending' AND (d.ended IS NOT NULL OR c.version <> e.version)
                    THEN 'lapsed' ELSE e.state END AS shown
                FROM payload_edit e
                JOIN dead_letter d ON d.id = e.dead_letter_id
                JOIN every_change_order c ON c.id = e.change_order_id) edits
            WHERE""";

    private final JdbcClient jdbc;

    EditTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Edit> find(long id) {
        return jdbc.sql(SHOWN + " id = :id").param("id", id).query(EditTable::edit).optional();
    }

    /** Oldest first. */
    List<Edit> of(long deadLetterId) {
        return jdbc.sql(SHOWN + " dead_letter_id = :letter ORDER BY id")
                .param("letter", deadLetterId)
                .query(EditTable::edit)
                .list();
    }

    /**
     * Who proposed what waits for a second person.
     *
     * @return by dead letter; one without such an edit is absent
     */
    Map<Long, String> pendingOf(List<Long> deadLetterIds) {
        Map<Long, String> proposers = new HashMap<>();
        jdbc.sql(SHOWN + " shown = 'pending' AND dead_letter_id = ANY(:ids)")
                .param("ids", deadLetterIds.toArray(Long[]::new))
                .query(EditTable::edit)
                .list()
                .forEach(
                        edit ->
                                proposers.put(
                                        Long.parseLong(edit.deadLetterId()), edit.proposedBy()));
        return proposers;
    }

    /**
     * A page of them, newest first.
     *
     * @param query as {@link Edits#list} says
     */
    Edit.Page list(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!name.equals("state") && !Paging.NAMES.contains(name)) {
                throw Refusal.malformed(name, "Edits have no filter named " + name + ".");
            }
        }
        String state = query.get("state");
        if (state != null && !STATES.contains(state)) {
            throw Refusal.malformed(
                    "state", "A state is one of pending, applied, withdrawn, lapsed.");
        }
        Paging paging = Paging.of(query);
        List<Edit> found = page(state, paging);
        boolean more = found.size() > paging.perPage();
        List<Edit> shown = more ? found.subList(0, paging.perPage()) : found;
        int total = count(state, MOST_COUNTED + 1);
        return new Edit.Page(
                shown,
                paging.page(),
                paging.perPage(),
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                more ? Paging.cursor(Long.parseLong(shown.get(shown.size() - 1).id())) : null);
    }

    /**
     * @param state null: any
     */
    private List<Edit> page(String state, Paging paging) {
        return jdbc.sql(
                        SHOWN
                                + where(state)
                                + " AND id < :before ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .param("state", state)
                .param("before", paging.before())
                .param("limit", paging.perPage() + 1)
                .param("offset", paging.offset())
                .query(EditTable::edit)
                .list();
    }

    private int count(String state, int most) {
        return jdbc.sql("SELECT COUNT(*) FROM (" + SHOWN + where(state) + " LIMIT :most) counted")
                .param("state", state)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private static String where(String state) {
        return state == null ? " CAST(:state AS VARCHAR) IS NULL" : " shown = :state";
    }

    long insert(Edit edit) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO payload_edit (dead_letter_id, change_order_id, version, state,
                            changes, differences, reason, proposed_by, proposed_at, decided_by,
                            decided_at, export_id)
                        VALUES (:letter, :order, :version, :state, :changes, :differences, :reason,
                            :proposer, :proposed, :decider, :decided, :export)""")
                .param("letter", Long.valueOf(edit.deadLetterId()))
                .param("order", Long.valueOf(edit.changeOrderId()))
                .param("version", edit.version())
                .param("state", edit.state())
                .param("changes", Json.writeAscii(edit.changes()))
                .param("differences", Json.writeAscii(edit.differences()))
                .param("reason", edit.reason())
                .param("proposer", edit.proposedBy())
                .param("proposed", Columns.time(edit.proposedAt()))
                .param("decider", edit.decidedBy())
                .param("decided", edit.decidedAt() == null ? null : Columns.time(edit.decidedAt()))
                .param("export", edit.exportId() == null ? null : Long.valueOf(edit.exportId()))
                .update(key, "id");
        return key.getKey().longValue();
    }

    /**
     * False when it is not pending any more.
     *
     * @param exportId null when it was withdrawn
     */
    boolean decide(long id, String state, String by, Long exportId, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE payload_edit SET state = :state, decided_by = :by,
                                    decided_at = :now, export_id = :export
                                WHERE id = :id AND state = 'pending'""")
                        .param("state", state)
                        .param("by", by)
                        .param("now", Columns.time(now))
                        .param("export", exportId)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Edit edit(ResultSet row, int number) throws SQLException {
        return new Edit(
                row.getString("id"),
                row.getString("dead_letter_id"),
                row.getString("change_order_id"),
                row.getString("shown"),
                row.getInt("version"),
                Json.read(row.getString("changes")),
                Json.read(row.getString("differences")),
                row.getString("reason"),
                row.getString("proposed_by"),
                Columns.time(row, "proposed_at"),
                row.getString("decided_by"),
                Columns.time(row, "decided_at"),
                row.getString("export_id"));
    }
}
