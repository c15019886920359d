package io.ccobridge.report;

import io.ccobridge.changeorder.Totals;
import io.ccobridge.queue.Shown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** A count and the sums of it, put together from a row for each currency. */
final class CountedTotals {

    private final Totals totals;
    private long count;

    /**
     * @param currency the site's, for what has none
     */
    CountedTotals(String currency) {
        totals = new Totals(currency);
    }

    /** Takes a row with {@code currency}, {@code count} and {@code total}. */
    void add(ResultSet row) throws SQLException {
        count += row.getLong("count");
        totals.add(row.getString("currency"), row.getBigDecimal("total"));
    }

    long count() {
        return count;
    }

    /** Decimal text, of all currencies. */
    String total() {
        return Shown.money(totals.all());
    }

    Map<String, String> totals() {
        return totals.byCurrency();
    }

    StatusReport.Sum shown() {
        return new StatusReport.Sum(count, total(), totals.foreign() ? totals() : null);
    }
}
