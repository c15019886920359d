package io.ccobridge.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an audit entry tells, before it has its place in the chain. A text that is empty is none,
 * and a character that no database can hold is replaced: what is hashed is what can be read back.
 *
 * @param changeOrderId null: an act of administration
 * @param subject what an act of administration was done to, for example {@code user anna}; else
 *     null
 * @param from a state; null where there is no change order
 * @param reason what was done, or why
 * @param detail JSON in ASCII, or null
 */
public record Draft(
        Long changeOrderId,
        String subject,
        Instant at,
        String by,
        String from,
        String to,
        String reason,
        String detail) {

    public Draft {
        subject = storable(subject);
        at = at.truncatedTo(ChronoUnit.MICROS);
        by = storable(by);
        reason = storable(reason);
        detail = storable(detail);
    }

    private static String storable(String text) {
        // NUL and halves of characters
        return text == null || text.isEmpty() ? null : text.replaceAll("[\\x00\\p{Cs}]", "\uFFFD");
    }
}
