package io.ccobridge.reconciliation;

import static io.ccobridge.reconciliation.Rows.instant;

import io.ccobridge.changeorder.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The exports that were made, and not undone, by the moment that is asked for. */
final class ExportedTables {

    /** Few were ever unlinked. */
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    ExportedTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the change order's id, in the order in which they are told to Spectrum. */
    Map<Long, List<Exported>> read(Moment moment, Long project) {
        Map<Long, List<Exported>> lines = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT e.change_order_id, e.id, COALESCE(e.edited_at, e.accepted_at) AS made_at,
                               e.edited_from, e.edited_as, e.change_request_number, l.position, l.phase, l.cost_type, l.amount, l.state,
                               CASE WHEN c.state = 'ACCEPTED' AND l.state <> 'DONE' AND EXISTS (
                                   SELECT 1 FROM attempt a WHERE a.change_order_id = c.id AND a.export_id = e.id
                                   AND a.position = l.position AND a.outcome = 'under way')
                               THEN TRUE ELSE FALSE END AS under_way
                        FROM export e JOIN export_line l ON l.export_id = e.id
                        JOIN every_change_order c ON c.id = e.change_order_id
                        WHERE COALESCE(e.edited_at, e.accepted_at) <= :at
                        AND (e.undone_at IS NULL OR e.undone_at > :at)%s
                        ORDER BY e.change_order_id, e.id, l.position"""
                                .formatted(Rows.of(project)))
                .param("at", moment.column())
                .param("project", project)
                .query(
                        row -> {
                            lines.computeIfAbsent(
                                            row.getLong("change_order_id"), id -> new ArrayList<>())
                                    .add(line(row));
                        });
        return lines;
    }

    private static Exported line(ResultSet row) throws SQLException {
        return new Exported(
                row.getLong("change_order_id"),
                row.getLong("id"),
                instant(row, "made_at"),
                row.getObject("edited_from", Long.class),
                "by-hand".equals(row.getString("edited_as")),
                row.getString("change_request_number"),
                row.getInt("position"),
                new Sum(
                        row.getString("phase"),
                        row.getString("cost_type"),
                        row.getBigDecimal("amount")),
                row.getString("state"),
                row.getBoolean("under_way"));
    }

    /** Those with a change request that nobody said is deleted in Spectrum. */
    Set<Long> leftBehind(Moment moment, Map<Long, List<Exported>> exported) {
        List<Long> unlinked =
                exported.entrySet().stream()
                        .filter(
                                one ->
                                        one.getValue().stream()
                                                .anyMatch(line -> line.state().equals("UNLINKED")))
                        .map(Map.Entry::getKey)
                        .toList();
        Set<Long> leftBehind = new HashSet<>();
        for (int i = 0; i < unlinked.size(); i += AT_ONCE) {
            jdbc.sql(
                            """
                            SELECT change_order_id, detail FROM audit_entry
                            WHERE change_order_id IN (:unlinked) AND to_state = 'UNLINKED'
                            AND from_state <> to_state AND at <= :at""")
                    .param("unlinked", unlinked.subList(i, Math.min(i + AT_ONCE, unlinked.size())))
                    .param("at", moment.column())
                    .query(
                            row -> {
                                if (Rows.leftBehind(row.getString("detail"))) {
                                    leftBehind.add(row.getLong("change_order_id"));
                                }
                            });
        }
        return leftBehind;
    }
}
