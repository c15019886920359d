package io.ccobridge.changeorder;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How amounts are written where people read them. */
public final class Amounts {

    private Amounts() {}

    /**
     * With thousands separators and at least two decimals, none of it rounded away up to twenty:
     * for example {@code 12,500.00}.
     */
    public static String words(BigDecimal amount) {
        return new DecimalFormat(
                        "#,##0.00" + "#".repeat(18), DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(amount);
    }
}
