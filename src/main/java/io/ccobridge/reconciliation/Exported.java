package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Sum;
import java.time.Instant;

/**
 * A line of an export as the table has it now.
 *
 * @param madeFrom the export whose approval it took over; null when it was accepted itself. Its
 *     lines begin as those of the other stood, and have no attempts from before
 * @param byHand whether a person said that Spectrum holds it, at the moment at which it was made
 * @param state OPEN, UNKNOWN, DONE or UNLINKED
 * @param underWay whether its call has begun and no answer has come yet
 */
record Exported(
        long changeOrderId,
        long exportId,
        Instant madeAt,
        Long madeFrom,
        boolean byHand,
        String changeRequestNumber,
        int position,
        Sum sum,
        String state,
        boolean underWay) {}
