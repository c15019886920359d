package io.ccobridge.procore;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * An HTTP answer.
 *
 * @param headers found in any letter case
 */
record Answer(int status, Map<String, String> headers, String body) {

    Answer {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::trim).filter(v -> !v.isEmpty());
    }

    /**
     * Why this answer is of no use, on one line: its status, and its words or where it points to.
     */
    String inWords() {
        if (status >= 300 && status < 400) {
            return status
                    + ", a redirect"
                    + header("Location").map(place -> " to " + place).orElse("")
                    + ", which is not followed; look at the settings procore.api-url and"
                    + " procore.login-url";
        }
        String words = ErrorBody.words(body);
        return status + (words.isEmpty() ? "" : " " + words);
    }

    OptionalLong number(String name) {
        try {
            return header(name).stream().mapToLong(Long::parseLong).findFirst();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** When the server answered, by its own clock where it says so: resets are told in that. */
    Instant at(Instant now) {
        return header("Date").flatMap(Answer::httpDate).orElse(now);
    }

    /** Until {@code X-Rate-Limit-Reset} (Unix seconds, facts/procore-api.md 4.2). */
    Optional<Duration> resetsIn(Instant now) {
        OptionalLong reset = number("X-Rate-Limit-Reset");
        return reset.isEmpty()
                ? Optional.empty()
                : Optional.of(between(at(now), reset.getAsLong()));
    }

    /** {@code Retry-After}: seconds, or an HTTP date. */
    Optional<Duration> retryAfter(Instant now) {
        OptionalLong seconds = number("Retry-After");
        if (seconds.isPresent()) {
            return Optional.of(notNegative(Duration.ofSeconds(seconds.getAsLong())));
        }
        return header("Retry-After")
                .flatMap(Answer::httpDate)
                .map(at -> between(at(now), at.getEpochSecond()));
    }

    private static Duration between(Instant from, long epochSecond) {
        long seconds;
        try {
            seconds = Math.subtractExact(epochSecond, from.getEpochSecond());
        } catch (ArithmeticException e) {
            return Duration.ZERO;
        }
        return notNegative(Duration.ofSeconds(seconds));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
