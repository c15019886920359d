package io.ccobridge.audit;

import io.ccobridge.changeorder.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** What stands in a query for a time: a day ({@code 2026-11-30}), or a moment with its offset. */
final class Moments {

    private Moments() {}

    /** The moment, or the first one of the day. */
    static Instant from(String name, String text, ZoneId zone) {
        return read(name, text, zone, 0);
    }

    /** The moment, or the one after the day's last. */
    static Instant until(String name, String text, ZoneId zone) {
        return read(name, text, zone, 1);
    }

    private static Instant read(String name, String text, ZoneId zone, int days) {
        try {
            return text.length() == "2026-11-30".length()
                    ? LocalDate.parse(text).plusDays(days).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.malformed(
                    name,
                    name + " is a day such as 2026-11-30, or a time such as 2026-11-30T17:00:00Z.");
        }
    }
}
