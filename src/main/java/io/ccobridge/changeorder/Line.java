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
 * @param amount exact, any number of decimals; null when it could not be read
 */
public record Line(
        String id,
        String wbsCode,
        String costCode,
        String costType,
        BigDecimal amount,
        String description) {}
