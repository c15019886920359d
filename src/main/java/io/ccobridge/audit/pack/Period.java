package io.ccobridge.audit.pack;

import io.ccobridge.changeorder.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The days that a pack tells of.
 *
 * @param to the last day
 */
record Period(LocalDate from, LocalDate to, ZoneId zone) {

    /**
     * @param query from and to, both well formed
     * @throws Refusal 400 when it ends before it begins
     */
    static Period of(Map<String, String> query, ZoneId zone) {
        Period period =
                new Period(
                        LocalDate.parse(query.get("from")), LocalDate.parse(query.get("to")), zone);
        if (period.to.isBefore(period.from)) {
            throw Refusal.malformed("to", "to is a day before from.");
        }
        return period;
    }

    OffsetDateTime start() {
        return utc(from);
    }

    /** The first moment that is not in it. */
    OffsetDateTime end() {
        return utc(to.plusDays(1));
    }

    private OffsetDateTime utc(LocalDate day) {
        Instant midnight = day.atStartOfDay(zone).toInstant();
        return midnight.atOffset(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
