package io.ccobridge.audit.pack;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What was approved in the period: one line a phase and cost type of each decision to export. What
 * was edited after it, which never touches the money, stands beside it under the export that it
 * became, and is not counted as approved once more.
 */
final class ApprovedLines extends Rows<ApprovedLines.Row> {

    record Row(
            long changeOrderId,
            String currency,
            long exportId,
            int position,
            String phase,
            String costType,
            BigDecimal amount,
            boolean edited,
            String by,
            Instant at) {}

    private final Snapshot snapshot;
    private final Tally tally;

    ApprovedLines(Snapshot snapshot, Tally tally) {
        super(500);
        this.snapshot = snapshot;
        this.tally = tally;
    }

    @Override
    List<Row> page(Row last, int most) {
        return snapshot.jdbc()
                .sql(
                        """
                        SELECT c.id, c.currency, e.id AS export_id, e.edited_from,
                            COALESCE(e.edited_by, e.accepted_by) AS decided_by,
                            COALESCE(e.edited_at, e.accepted_at) AS decided_at,
                            l.position, l.phase, l.cost_type, l.amount
                        FROM export e
                        JOIN export_line l ON l.export_id = e.id
                        JOIN every_change_order c ON c.id = e.change_order_id
                        WHERE COALESCE(e.edited_at, e.accepted_at) >= :start
                        AND COALESCE(e.edited_at, e.accepted_at) < :end
                        AND (e.id > :export OR e.id = :export AND l.position > :position)
                        ORDER BY e.id, l.position LIMIT :most\
                        """)
                .param("start", snapshot.period().start())
                .param("end", snapshot.period().end())
                .param("export", last == null ? 0 : last.exportId())
                .param("position", last == null ? 0 : last.position())
                .param("most", most)
                .query(
                        (row, number) ->
                                new Row(
                                        row.getLong("id"),
                                        row.getString("currency"),
                                        row.getLong("export_id"),
                                        row.getInt("position"),
                                        row.getString("phase"),
                                        row.getString("cost_type"),
                                        row.getBigDecimal("amount"),
                                        row.getObject("edited_from") != null,
                                        row.getString("decided_by"),
                                        row.getObject("decided_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }

    @Override
    void write(Row row, Lines lines) {
        lines.add(
                row.edited() ? "edited" : "approved",
                row.changeOrderId(),
                row.exportId(),
                row.position(),
                null,
                row.phase(),
                row.costType(),
                null,
                row.amount(),
                row.currency(),
                row.by(),
                row.at());
        tally.add(
                row.edited() ? Section.EDITED_LINES : Section.APPROVED_LINES,
                "lines",
                row.currency(),
                row.amount());
    }
}
