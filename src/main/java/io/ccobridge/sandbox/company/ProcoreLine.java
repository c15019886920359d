package io.ccobridge.sandbox.company;

import java.math.BigDecimal;

/**
 * A line of a change order.
 *
 * @param id 0 until a change order takes the line
 * @param wbsCode the flat code, for example {@code 03-300.S}; null for a line without one
 * @param amount a plain decimal, sent as it is written here
 * @param unit the unit of measure, or null
 * @param quantity null unless the line is counted
 * @param unitCost null unless the line is counted
 * @param typed whether a person typed the amount of a counted line over what it comes to
 */
public record ProcoreLine(
        long id,
        String wbsCode,
        String amount,
        String description,
        String unit,
        BigDecimal quantity,
        String unitCost,
        boolean typed) {

    /**
     * @throws NumberFormatException when the amount is no decimal; such a line can only be raw, see
     *     {@link ProcoreChangeOrder#putRawLines}
     */
    public ProcoreLine {
        new BigDecimal(amount);
    }

    public static ProcoreLine line(String wbsCode, String amount) {
        return line(wbsCode, amount, "Work under " + wbsCode);
    }

    public static ProcoreLine line(String wbsCode, String amount, String description) {
        return new ProcoreLine(0, wbsCode, amount, description, null, null, null, false);
    }

    /** A line whose amount is its quantity times its unit cost. */
    public static ProcoreLine counted(
            String wbsCode, String quantity, String unit, String unitCost, String description) {
        BigDecimal count = new BigDecimal(quantity);
        String amount = count.multiply(new BigDecimal(unitCost)).toPlainString();
        return new ProcoreLine(0, wbsCode, amount, description, unit, count, unitCost, false);
    }

    /** The same line with an amount that Procore rounded, by whatever rule it has. */
    public ProcoreLine rounded(String to) {
        return new ProcoreLine(id, wbsCode, to, description, unit, quantity, unitCost, false);
    }

    /** The same line with an amount that a person typed over what it comes to. */
    public ProcoreLine typed(String over) {
        return new ProcoreLine(id, wbsCode, over, description, unit, quantity, unitCost, true);
    }

    /** The amount as a number. */
    public BigDecimal value() {
        return new BigDecimal(amount);
    }

    ProcoreLine withId(long newId) {
        return new ProcoreLine(
                newId, wbsCode, amount, description, unit, quantity, unitCost, typed);
    }
}
