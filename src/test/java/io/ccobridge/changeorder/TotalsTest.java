package io.ccobridge.changeorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void eachCurrencyIsAddedUpOnItsOwnAndTheSitesComesFirst() {
        Totals totals = new Totals("USD");
        totals.add("CAD", new BigDecimal("300"));
        totals.add("USD", new BigDecimal("1000.10"));
        totals.add(null, new BigDecimal("-0.20"));
        totals.add(" usd ", new BigDecimal("200.1"));
        totals.add("EUR", null);
        assertThat(totals.byCurrency())
                .containsExactly(entry("USD", "1200.00"), entry("CAD", "300.00"));
        assertThat(totals.all()).isEqualByComparingTo("1500.00");
        assertThat(totals.foreign()).isTrue();
    }

    @Test
    void whatHasNoCurrencyIsInTheSites() {
        Totals canadian = new Totals("CAD");
        canadian.add("", new BigDecimal("1.00"));
        assertThat(canadian.byCurrency()).containsExactly(entry("CAD", "1.00"));
        assertThat(canadian.foreign()).isFalse();
        Totals any = new Totals("");
        any.add(null, new BigDecimal("1.00"));
        assertThat(any.byCurrency()).containsExactly(entry("USD", "1.00"));
        assertThat(new Totals("USD").byCurrency()).isEmpty();
        assertThat(new Totals("USD").all()).isEqualByComparingTo("0.00");
    }
}
