package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in time to come.
 *
 * @param span as it was given, for example {@code 90d}; null when it was given otherwise
 * @param moment in ISO 8601 with seconds and offset
 */
record Until(String span, String moment) {

    private static final Pattern SPAN = Pattern.compile("[0-9]{1,5}[dhm]");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern LOCAL = Pattern.compile(DAY.pattern() + "T[0-9:]+");

    /** Whether a moment of the API has passed; false for one that is null. */
    static boolean passed(JsonNode moment) {
        return moment.isTextual()
                && OffsetDateTime.parse(moment.asText()).toInstant().isBefore(Instant.now());
    }

    static final class Converter implements ITypeConverter<Until> {
        @Override
        public Until convert(String value) {
            try {
                if (SPAN.matcher(value).matches()) {
                    return new Until(value, text(after(value)));
                }
                return new Until(null, text(moment(value)));
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "\""
                                + value
                                + "\" is not a time; write it as 14d, as 2026-12-24 (with all of that"
                                + " day), or as 2026-12-24T17:00");
            }
        }

        private static ZonedDateTime moment(String value) {
            if (DAY.matcher(value).matches()) {
                return LocalDate.parse(value).plusDays(1).atStartOfDay(ZoneId.systemDefault());
            }
            return LOCAL.matcher(value).matches()
                    ? LocalDateTime.parse(value).atZone(ZoneId.systemDefault())
                    : OffsetDateTime.parse(value).toZonedDateTime();
        }

        private static ZonedDateTime after(String span) {
            long count = Long.parseLong(span.substring(0, span.length() - 1));
            ZonedDateTime now = ZonedDateTime.now();
            return switch (span.charAt(span.length() - 1)) {
                case 'd' -> now.plusDays(count);
                case 'h' -> now.plusHours(count);
                default -> now.plusMinutes(count);
            };
        }

        private static String text(ZonedDateTime moment) {
            return moment.truncatedTo(ChronoUnit.SECONDS)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
    }
}
