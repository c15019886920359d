package io.ccobridge.sandbox.spectrum;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One write to one cost line.
 *
 * @param amountBefore null when the line was not there
 * @param call {@link ReceivedCall#number()} of the call that wrote
 */
public record Effect(
        Instant at,
        long call,
        ChangeRequestKey changeRequest,
        CostLineKey line,
        BigDecimal amountBefore,
        BigDecimal amountAfter,
        BigDecimal subcontractAmountAfter) {}
