package io.ccobridge.access;

import io.ccobridge.changeorder.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Points in time, as requests and tables have them. */
final class Moments {

    private static final Pattern SIMPLE = Pattern.compile("[0-9]{1,5}[dhm]");
    private static final Pattern ISO = Pattern.compile("P[0-9DTHMS]{1,18}");

    // the last one that every database and every reader of ISO 8601 can take
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Moments() {}

    /** As the databases keep it. */
    static OffsetDateTime now(Clock clock) {
        return column(clock.instant());
    }

    static OffsetDateTime column(Instant moment) {
        return moment == null
                ? null
                : moment.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** Null where the column is. */
    static Instant of(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /**
     * A time to come.
     *
     * @throws Refusal 422 when it is none or has passed
     */
    static Instant future(String field, String text, Clock clock) {
        Instant moment;
        try {
            moment = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    field,
                    "The "
                            + field
                            + " \""
                            + text
                            + "\" is not a time; write it as 2026-12-24T17:00:00Z.");
        }
        if (moment.isAfter(LATEST)) {
            throw Refusal.invalid(field, "The " + field + " is too far away.");
        }
        if (!moment.isAfter(clock.instant())) {
            throw Refusal.invalid(field, "The " + field + " " + text + " has passed already.");
        }
        return moment;
    }

    /**
     * The time after such a span, for example {@code 90d}, {@code 12h}, {@code 30m} or {@code
     * PT36H}.
     *
     * @throws Refusal 422 when it is none
     */
    static Instant after(String field, String span, Clock clock) {
        try {
            Duration duration = Duration.parse(iso(span));
            Instant end = clock.instant().plus(duration);
            if (end.isAfter(clock.instant()) && !end.isAfter(LATEST)) {
                return end;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // said below, with those that are none
        }
        throw Refusal.invalid(
                field,
                "The "
                        + field
                        + " \""
                        + span
                        + "\" is not a span of time; write it as 90d, 12h, 30m or PT36H.");
    }

    private static String iso(String span) {
        if (!SIMPLE.matcher(span).matches()) {
            return ISO.matcher(span).matches() ? span : "";
        }
        return span.endsWith("d")
                ? "P" + span.toUpperCase(Locale.ROOT)
                : "PT" + span.toUpperCase(Locale.ROOT);
    }
}
