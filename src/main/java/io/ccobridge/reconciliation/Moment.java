package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The moment that is asked for.
 *
 * @param at to the microsecond, as the databases keep times
 * @param now whether it is the present: then the tables say it, and nothing is rebuilt
 * @param dayStillRuns whether a day was asked for that is not over
 */
record Moment(Instant at, boolean now, boolean dayStillRuns) {

    /** What lies before it is mistyped, as the year 0026. */
    private static final Instant EARLIEST = Instant.EPOCH;

    /**
     * @param text a day (its end in that zone), a moment with an offset, or null for now
     * @throws Refusal 400 when it cannot be read, lies before 1970 or has not come yet
     */
    static Moment of(String text, ZoneId zone, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (text == null) {
            return new Moment(now, true, false);
        }
        Moment moment = read(text, now, zone);
        if (moment.at.isBefore(EARLIEST)) {
            throw unreadable();
        }
        return moment;
    }

    private static Moment read(String text, Instant now, ZoneId zone) {
        try {
            return text.length() == 10
                    ? endOf(LocalDate.parse(text), now, zone)
                    : exactly(OffsetDateTime.parse(text).toInstant(), now);
        } catch (DateTimeException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return wrong(
                "A reconciliation is as of a day such as 2026-11-30, or of a moment with its offset such as"
                        + " 2026-11-30T18:00:00Z (a + is written %2B in a query).");
    }

    /** A moment that an earlier answer was about. */
    static Moment past(Instant at) {
        return new Moment(at, false, false);
    }

    private static Moment endOf(LocalDate day, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (day.equals(today)) {
            return new Moment(now, true, true);
        }
        if (day.isAfter(today)) {
            throw wrong("The day " + day + " has not come yet; today is " + today + ".");
        }
        return past(day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS));
    }

    private static Moment exactly(Instant at, Instant now) {
        if (at.isAfter(now)) {
            throw wrong("The moment " + at + " has not come yet; it is " + now + ".");
        }
        return past(at.truncatedTo(ChronoUnit.MICROS));
    }

    private static Refusal wrong(String message) {
        return Refusal.malformed("as_of", message);
    }

    OffsetDateTime column() {
        return at.atOffset(ZoneOffset.UTC);
    }
}
