package io.ccobridge.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How money and times are written for people. */
final class Wording {

    private static final List<Map.Entry<String, String>> BROWSERS =
            List.of(
                    Map.entry("Edg", "Edge"),
                    Map.entry("Firefox/", "Firefox"),
                    Map.entry("Chrome/", "Chrome"),
                    Map.entry("CriOS/", "Chrome"),
                    Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS =
            List.of(
                    Map.entry("iPhone", "iPhone"),
                    Map.entry("iPad", "iPad"),
                    Map.entry("Android", "Android"),
                    Map.entry("Windows", "Windows"),
                    Map.entry("Mac OS X", "Mac"),
                    Map.entry("CrOS", "ChromeOS"),
                    Map.entry("Linux", "Linux"));

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss z", Locale.US);

    private final ZoneId zone;
    private final Clock clock;

    Wording(ZoneId zone, Clock clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * An amount with separators, for example {@code 12,500.00} and {@code −500.00}; exact, and with
     * a real minus sign that cannot be taken for a dash of the line before.
     *
     * @param amount as the API writes it
     */
    static String money(String amount) {
        boolean negative = amount.startsWith("-");
        String digits = negative ? amount.substring(1) : amount;
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
        return (negative ? "\u2212" : "") + grouped + (point < 0 ? "" : digits.substring(point));
    }

    /**
     * What a browser is, for example {@code Firefox on Windows}; empty when it cannot be told. Most
     * of them say that they are others, too: the first of the list that is named is it.
     *
     * @param userAgent as the browser said it
     */
    static String browser(String userAgent) {
        String browser = first(userAgent, BROWSERS);
        String system = first(userAgent, SYSTEMS);
        return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " on " + system;
    }

    private static String first(String userAgent, List<Map.Entry<String, String>> names) {
        return names.stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** How large a file is, for example {@code 640 kB}. */
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? bytes / 1_000 + " kB"
                : String.format(Locale.US, "%.1f MB", bytes / 1_000_000.0);
    }

    /** The day of a moment or a date, for example {@code 27 Nov 2026}. */
    String day(String when) {
        return DAY.format(
                when.length() == 10
                        ? java.time.LocalDate.parse(when)
                        : OffsetDateTime.parse(when).atZoneSameInstant(zone).toLocalDate());
    }

    /** A moment to the second, with its zone. */
    String exact(String moment) {
        return EXACT.format(OffsetDateTime.parse(moment).atZoneSameInstant(zone));
    }

    /**
     * How long ago a moment was, or how soon it comes, for example {@code 3 h ago}, {@code in 2
     * min}.
     */
    String ago(String moment) {
        Duration since = Duration.between(OffsetDateTime.parse(moment).toInstant(), now());
        String span = span(since.abs());
        return since.isNegative() ? "in " + span : span.equals("0 s") ? "now" : span + " ago";
    }

    private static String span(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + (duration.toDays() == 1 ? " day" : " days");
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toSeconds() + " s";
    }

    private Instant now() {
        return clock.instant();
    }
}
