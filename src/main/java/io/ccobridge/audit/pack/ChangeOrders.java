package io.ccobridge.audit.pack;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every change order that was there at the end of the period: its state and amount then. */
final class ChangeOrders extends Rows<ChangeOrders.Row> {

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "procore_id",
                    "project_id",
                    "project_name",
                    "job_number",
                    "commitment_number",
                    "vendor",
                    "vendor_code",
                    "number",
                    "title",
                    "currency",
                    "date_created",
                    "change_request_number",
                    "state_at_start",
                    "amount_at_start",
                    "position_at_start",
                    "state_at_end",
                    "amount_at_end",
                    "position_at_end",
                    "since");

    /**
     * @param start null when it came in the period
     */
    record Row(long id, List<Object> described, String currency, At start, At end) {}

    /**
     * @param position of the entry that says so
     */
    private record At(String state, BigDecimal amount, long position, Instant since) {}

    private final Snapshot snapshot;
    private final Tally tally;

    private ChangeOrders(Snapshot snapshot, Tally tally) {
        super(500);
        this.snapshot = snapshot;
        this.tally = tally;
    }

    static CsvFile file(Snapshot snapshot, Tally tally) {
        return new CsvFile(
                "change-orders.csv", COLUMNS, List.of(new ChangeOrders(snapshot, tally)));
    }

    @Override
    List<Row> page(Row last, int most) {
        // the amount of an entry from before the trail kept it is the present one
        return snapshot.jdbc()
                .sql(
                        """
                        SELECT c.*, s.id AS start_id, s.to_state AS start_state, s.at AS start_at,
                            COALESCE(s.amount, c.total, 0) AS start_amount,
                            e.id AS end_id, e.to_state AS end_state, e.at AS end_at,
                            COALESCE(e.amount, c.total, 0) AS end_amount
                        FROM every_change_order c
                        JOIN audit_entry e ON e.id = (SELECT MAX(x.id) FROM audit_entry x
                            WHERE x.change_order_id = c.id AND x.id <= :last)
                        LEFT JOIN audit_entry s ON s.id = (SELECT MAX(x.id) FROM audit_entry x
                            WHERE x.change_order_id = c.id AND x.id <= :before)
                        WHERE c.id > :after ORDER BY c.id LIMIT :most\
                        """)
                .param("last", snapshot.entries().last().position())
                .param("before", snapshot.entries().before().position())
                .param("after", last == null ? 0 : last.id())
                .param("most", most)
                .query(ChangeOrders::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                Arrays.asList(
                        row.getObject("procore_id", Long.class),
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        row.getString("job_number"),
                        row.getString("commitment_number"),
                        row.getString("vendor"),
                        row.getString("vendor_code"),
                        row.getString("number"),
                        row.getString("title"),
                        row.getString("currency"),
                        row.getObject("date_created", LocalDate.class),
                        row.getString("change_request_number")),
                row.getString("currency"),
                row.getString("start_state") == null ? null : at(row, "start"),
                at(row, "end"));
    }

    private static At at(ResultSet row, String when) throws SQLException {
        return new At(
                row.getString(when + "_state"),
                row.getBigDecimal(when + "_amount"),
                row.getLong(when + "_id"),
                row.getObject(when + "_at", OffsetDateTime.class).toInstant());
    }

    @Override
    void write(Row row, Lines lines) {
        At start = row.start();
        At end = row.end();
        List<Object> cells = new ArrayList<>();
        cells.add(row.id());
        cells.addAll(row.described());
        cells.addAll(
                start == null
                        ? Arrays.asList(null, null, null)
                        : List.of(start.state(), start.amount(), start.position()));
        cells.addAll(List.of(end.state(), end.amount(), end.position(), end.since()));
        lines.add(cells);
        if (start != null) {
            tally.add(Section.OPENING, start.state(), row.currency(), start.amount());
        }
        tally.add(Section.CLOSING, end.state(), row.currency(), end.amount());
    }
}
