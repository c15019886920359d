package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Sum;
import java.time.Instant;

/**
 * A line of an export as the table has it now.
 *
 * @param changeRequestNumber null when it was corrected after the moment that is asked for
 * @param state OPEN, UNKNOWN, DONE or UNLINKED
 * @param underWay whether its call has begun and no answer has come yet
 */
record Exported(
        long changeOrderId,
        long exportId,
        Instant acceptedAt,
        String changeRequestNumber,
        int position,
        Sum sum,
        String state,
        boolean underWay) {}
