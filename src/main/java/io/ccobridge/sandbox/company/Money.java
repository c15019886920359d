package io.ccobridge.sandbox.company;

import java.math.BigDecimal;

/** Money the way Procore's totals are written: {@code 250.0}, {@code 12500.75}. */
public final class Money {

    private Money() {}

    public static String text(BigDecimal amount) {
        BigDecimal short_ = amount.stripTrailingZeros();
        return (short_.scale() < 1 ? short_.setScale(1) : short_).toPlainString();
    }
}
