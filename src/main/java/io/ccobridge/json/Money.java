package io.ccobridge.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts the way the API shows them. */
public final class Money {

    private Money() {}

    /** Exact, at least two decimals, no zeros beyond; null stays null. */
    public static String text(BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
