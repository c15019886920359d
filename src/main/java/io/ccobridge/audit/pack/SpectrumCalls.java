package io.ccobridge.audit.pack;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The calls to Spectrum of the period, as file {@code spectrum-calls.csv} with request and response
 * (secrets masked); and those of them that Spectrum took, as lines of {@code lines.csv}.
 */
final class SpectrumCalls extends Rows<SpectrumCalls.Row> {

    record Row(
            long id,
            long changeOrderId,
            String currency,
            long exportId,
            int line,
            String phase,
            String costType,
            BigDecimal amount,
            int number,
            Instant at,
            String node,
            Long durationMs,
            String outcome,
            String message,
            Instant nextAttemptAt,
            String request,
            String response) {}

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "change_order_id",
                    "export_id",
                    "line",
                    "phase",
                    "cost_type",
                    "amount",
                    "currency",
                    "number",
                    "at",
                    "node",
                    "duration_ms",
                    "outcome",
                    "message",
                    "next_attempt_at",
                    "request",
                    "response");

    private final Snapshot snapshot;
    private final Tally tally;
    private final boolean asLines;

    private SpectrumCalls(Snapshot snapshot, Tally tally, boolean asLines) {
        super(100);
        this.snapshot = snapshot;
        this.tally = tally;
        this.asLines = asLines;
    }

    static CsvFile file(Snapshot snapshot, Tally tally) {
        return new CsvFile(
                "spectrum-calls.csv", COLUMNS, List.of(new SpectrumCalls(snapshot, tally, false)));
    }

    /** Only those that Spectrum took. */
    static SpectrumCalls asLines(Snapshot snapshot, Tally tally) {
        return new SpectrumCalls(snapshot, tally, true);
    }

    @Override
    List<Row> page(Row last, int most) {
        return snapshot.jdbc()
                .sql(
                        """
                        SELECT a.id, a.change_order_id, c.currency, a.export_id, a.position, l.phase, l.cost_type,
                            l.amount, a.number, a.at, a.node, a.duration_ms, a.outcome, a.message,
                            a.next_attempt_at, a.request, a.response
                        FROM attempt a
                        JOIN export_line l ON l.export_id = a.export_id AND l.position = a.position
                        JOIN every_change_order c ON c.id = a.change_order_id
                        WHERE a.at >= :start AND a.at < :end AND a.id > :after
                        """
                                + (asLines ? "AND a.outcome = 'accepted' " : "")
                                + "ORDER BY a.id LIMIT :most")
                .param("start", snapshot.period().start())
                .param("end", snapshot.period().end())
                .param("after", last == null ? 0 : last.id())
                .param("most", most)
                .query(SpectrumCalls::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("change_order_id"),
                row.getString("currency"),
                row.getLong("export_id"),
                row.getInt("position"),
                row.getString("phase"),
                row.getString("cost_type"),
                row.getBigDecimal("amount"),
                row.getInt("number"),
                instant(row, "at"),
                row.getString("node"),
                row.getObject("duration_ms", Long.class),
                row.getString("outcome"),
                row.getString("message"),
                instant(row, "next_attempt_at"),
                row.getString("request"),
                row.getString("response"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    void write(Row row, Lines lines) {
        if (asLines) {
            writeLine(row, lines);
        } else {
            writeCall(row, lines);
        }
    }

    private void writeLine(Row row, Lines lines) {
        lines.add(
                "exported",
                row.changeOrderId(),
                row.exportId(),
                row.line(),
                null,
                row.phase(),
                row.costType(),
                null,
                row.amount(),
                row.currency(),
                "system",
                row.at());
        tally.add(Section.EXPORTED_LINES, "lines", row.currency(), row.amount());
    }

    private void writeCall(Row row, Lines lines) {
        lines.add(
                row.id(),
                row.changeOrderId(),
                row.exportId(),
                row.line(),
                row.phase(),
                row.costType(),
                row.amount(),
                row.currency(),
                row.number(),
                row.at(),
                row.node(),
                row.durationMs(),
                row.outcome(),
                row.message(),
                row.nextAttemptAt(),
                row.request(),
                row.response());
        tally.add(Section.CALLS, row.outcome(), row.currency(), row.amount());
        if (row.outcome().equals("accepted")) {
            tally.add(Section.SENT_TO_SPECTRUM, "calls", row.currency(), row.amount());
        }
    }
}
