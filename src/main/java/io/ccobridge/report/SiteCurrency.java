package io.ccobridge.report;

import io.ccobridge.changeorder.Totals;
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
        this.code = Totals.currency(code, null);
    }

    CountedTotals nothing() {
        return new CountedTotals(code);
    }

    /**
     * Whether every change order that is not archived is in the site's currency, so that one sum is
     * all sums: adding up by currency takes H2 half as long again. It is looked for on both sides
     * of the site's in the index, and not among those that Procore names none of.
     */
    boolean alone() {
        return jdbc.sql(
                        """
                        SELECT NOT (EXISTS (SELECT 1 FROM change_order WHERE currency > :code)
                            OR EXISTS (SELECT 1 FROM change_order WHERE currency >= ''
                                AND currency < :code))""")
                .param("code", code)
                .query(Boolean.class)
                .single();
    }
}
