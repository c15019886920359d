package io.ccobridge.changeorder;

import java.math.BigDecimal;

/**
 * What one call carries: all lines of a change order with one phase and cost type, added up.
 *
 * @param phase without dashes
 * @param amount scale 2; may be negative or zero
 */
public record Sum(String phase, String costType, BigDecimal amount) {}
