package io.ccobridge.audit.pack;

import io.ccobridge.audit.Entry;
import io.ccobridge.audit.EntryCsv;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The audit entries of the period with their hashes, and beside them what each did to the balance:
 * where the change order stood before, and what it counted for then and now.
 */
final class Moves extends Rows<Moves.Row> {

    /**
     * @param stateBefore null where the entry is the first of its change order
     * @param value null where there is no change order
     */
    record Row(
            Entry entry,
            String currency,
            String stateBefore,
            BigDecimal valueBefore,
            BigDecimal value) {}

    private final Snapshot snapshot;
    private final Tally tally;

    private Moves(Snapshot snapshot, Tally tally) {
        super(500);
        this.snapshot = snapshot;
        this.tally = tally;
    }

    static CsvFile file(Snapshot snapshot, Tally tally) {
        List<String> columns = new ArrayList<>(EntryCsv.COLUMNS);
        columns.addAll(List.of("currency", "state_before", "value_before", "value"));
        return new CsvFile("moves.csv", columns, List.of(new Moves(snapshot, tally)));
    }

    @Override
    List<Row> page(Row last, int most) {
        return snapshot.jdbc()
                .sql(
                        """
                        SELECT a.*, c.currency, p.to_state AS state_before,
                            CASE WHEN p.id IS NOT NULL THEN COALESCE(p.amount, c.total, 0) END AS counted_before,
                            CASE WHEN a.change_order_id IS NOT NULL THEN COALESCE(a.amount, c.total, 0) END AS counted
                        FROM audit_entry a
                        LEFT JOIN every_change_order c ON c.id = a.change_order_id
                        LEFT JOIN audit_entry p ON p.id = (SELECT MAX(x.id) FROM audit_entry x
                            WHERE x.change_order_id = a.change_order_id AND x.id < a.id)
                        WHERE a.id > :after AND a.id <= :last ORDER BY a.id LIMIT :most\
                        """)
                .param(
                        "after",
                        last == null
                                ? snapshot.entries().before().position()
                                : last.entry().position())
                .param("last", snapshot.entries().last().position())
                .param("most", most)
                .query(Moves::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                Entry.of(row),
                row.getString("currency"),
                row.getString("state_before"),
                row.getBigDecimal("counted_before"),
                row.getBigDecimal("counted"));
    }

    @Override
    void write(Row row, Lines lines) {
        List<Object> cells = new ArrayList<>(EntryCsv.cells(row.entry()));
        cells.addAll(
                Arrays.asList(row.currency(), row.stateBefore(), row.valueBefore(), row.value()));
        lines.add(cells);
        count(row);
    }

    private void count(Row row) {
        Entry entry = row.entry();
        if (entry.changeOrderId() == null) {
            tally.add(Section.ADMINISTRATION, entry.subject().split(" ")[0], null, null);
            return;
        }
        String currency = row.currency();
        if (entry.to().equals(row.stateBefore())) {
            BigDecimal change = row.value().subtract(row.valueBefore());
            if (change.signum() != 0) {
                tally.add(Section.CHANGED, entry.to(), currency, change);
            }
        } else {
            tally.add(Section.IN, entry.to(), currency, row.value());
            if (row.stateBefore() != null) {
                tally.add(Section.OUT, row.stateBefore(), currency, row.valueBefore());
            }
        }
        if (!entry.from().equals(entry.to())) {
            tally.add(Section.MOVED, entry.from() + " to " + entry.to(), currency, row.value());
        }
        if (entry.from().equals("READY_TO_EXPORT") && entry.to().equals("ACCEPTED")) {
            tally.add(Section.ACCEPTED, "decisions", currency, row.value());
        }
        if (!entry.from().equals("SYNCED") && entry.to().equals("SYNCED")) {
            tally.add(
                    Section.SYNCED,
                    entry.from().equals("ACCEPTED") ? "export" : "hand",
                    currency,
                    row.value());
        }
    }
}
