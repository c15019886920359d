package io.ccobridge.changeorder;

import java.math.BigDecimal;

/**
 * A line of the schedule of values.
 *
 * @param wbsCode Procore's {@code flat_code}, for example {@code 03-300.S}; null when the line has
 *     none
 * @param costCode the part of {@code wbsCode} before the cost type; null when there is no cost type
 *     to split off
 * @param costType the last part of {@code wbsCode}, for example {@code S}; null when there is none
 * @param amount exact, any number of decimals; null when it could not be read. Of a counted line,
 *     too, this is the money: Spectrum is told neither quantity nor unit cost
 * @param units what the line is counted by; null of a line that is an amount alone
 */
public record Line(
        String id,
        String wbsCode,
        String costCode,
        String costType,
        BigDecimal amount,
        String description,
        Units units) {

    /**
     * How a line of a unit based schedule of values is counted (facts/procore-api.md 1.4).
     *
     * @param quantity null where Procore gives none that can be read
     * @param unitCost likewise
     * @param unit of measure, or null
     * @param typed true: the amount was typed and need not be quantity times unit cost
     */
    public record Units(BigDecimal quantity, BigDecimal unitCost, String unit, boolean typed) {}

    /** A line that is an amount alone. */
    public Line(
            String id,
            String wbsCode,
            String costCode,
            String costType,
            BigDecimal amount,
            String description) {
        this(id, wbsCode, costCode, costType, amount, description, null);
    }
}
