package io.ccobridge.report;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The site's currency, and whether change orders have another one. */
final class SiteCurrency {

    private final JdbcClient jdbc;
    private final String code;

    /**
     * @param code of the site's currency, for change orders that Procore names none of
     */
    SiteCurrency(JdbcClient jdbc, String code) {
        this.jdbc = jdbc;
        this.code = code;
    }

    CountedTotals nothing() {
        return new CountedTotals(code);
    }

    /**
     * Whether every change order that is not archived is in the site's currency, so that one sum is
     * all sums: adding up by currency takes H2 half as long again.
     */
    boolean alone() {
        return jdbc.sql("SELECT MIN(currency), MAX(currency) FROM change_order")
                .query((row, number) -> isSites(row.getString(1)) && isSites(row.getString(2)))
                .single();
    }

    private boolean isSites(String currency) {
        return currency == null || currency.equals(code);
    }
}
