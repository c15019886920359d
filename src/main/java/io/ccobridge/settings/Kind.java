package io.ccobridge.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * What a setting may be.
 *
 * @param allowed in words, for the line that stops the start
 * @param secret its value is never shown
 */
record Kind(String allowed, boolean secret, Predicate<String> accepts) {

    private static final Pattern DURATION_FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    static final Kind TEXT = new Kind("a text", false, value -> true);
    static final Kind SECRET = new Kind("a text", true, value -> true);
    static final Kind REQUIRED_TEXT =
            new Kind("a text that is not empty", false, value -> !value.isEmpty());
    static final Kind REQUIRED_SECRET =
            new Kind("a text that is not empty", true, value -> !value.isEmpty());
    static final Kind CHARACTER = new Kind("one character", false, value -> value.length() == 1);
    static final Kind BOOLEAN = oneOf("true", "false");
    static final Kind URL =
            new Kind("http:// or https:// with a host and perhaps a port", false, Kind::isUrl);
    static final Kind REQUIRED_URL = URL;
    static final Kind URL_OR_EMPTY =
            new Kind(
                    "http:// or https:// with a host and perhaps a port, or empty",
                    false,
                    value -> value.isEmpty() || isUrl(value));
    static final Kind ROLES =
            new Kind(
                    "values with their role and commas, for example accounting=approver, it=admin,"
                            + " or empty",
                    false,
                    value ->
                            value.isEmpty()
                                    || value.matches(
                                            "[^=,]+=(viewer|project-manager|approver|admin)"
                                                    + "( *, *[^=,]+=(viewer|project-manager|approver|admin))*"));
    static final Kind PROCORE_ID =
            new Kind("a whole number", false, value -> value.matches("[1-9]\\d{0,17}"));
    static final Kind PROJECTS =
            new Kind(
                    "all, or project ids with commas",
                    false,
                    value -> value.equals("all") || value.matches("\\d{1,18}( *, *\\d{1,18})*"));
    static final Kind TRUE_FALSE_OR_PROJECTS =
            new Kind(
                    "true, false, or Procore project ids with commas",
                    false,
                    value ->
                            value.equals("true")
                                    || value.equals("false")
                                    || value.matches("\\d{1,18}( *, *\\d{1,18})*"));
    static final Kind AMOUNT_OR_EMPTY =
            new Kind(
                    "an amount such as 50000 or 12500.00, or empty",
                    false,
                    value -> value.isEmpty() || value.matches("\\d{1,15}(\\.\\d{1,2})?"));
    static final Kind TIERS =
            new Kind(
                    "auto, 1, 2 or 3, and perhaps project ids with theirs: auto, 101=3",
                    false,
                    value -> value.matches("(auto|[123])( *, *\\d{1,18} *= *[123])*"));
    static final Kind DURATION =
            new Kind(
                    "a number with ms, s, m, h or d, for example 10s",
                    false,
                    value -> DURATION_FORM.matcher(value).matches());
    static final Kind CRON_OR_EMPTY =
            new Kind(
                    "a Quartz cron expression such as 0 0/5 * * * ?, or empty",
                    false,
                    value -> value.isEmpty() || comesAgain(value));
    static final Kind CRON =
            new Kind("a Quartz cron expression such as 0 0 7 * * ?", false, Kind::comesAgain);
    static final Kind RATE =
            new Kind(
                    "a number a second, above 0 up to 1000, for example 10 or 0.5",
                    false,
                    value ->
                            value.matches("\\d{1,4}(\\.\\d{1,3})?")
                                    && new BigDecimal(value).signum() > 0
                                    && new BigDecimal(value).intValue() <= 1000);
    static final Kind WINDOWS_OR_EMPTY =
            new Kind(
                    "Quartz cron expressions, each followed by a length of 1m to 7d, with semicolons"
                            + " between them, for example 0 0 22 ? * SUN 4h; 0 30 1 * * ? 20m, or empty",
                    false,
                    WindowSetting::canBeRead);
    static final Kind CURRENCY_OR_EMPTY =
            new Kind(
                    "an ISO code of three capital letters, or empty",
                    false,
                    value -> value.isEmpty() || value.matches("[A-Z]{3}"));
    static final Kind ZONE_OR_EMPTY =
            new Kind("an IANA name such as America/New_York, or empty", false, Kind::isZone);
    static final Kind DATABASE_URL_OR_EMPTY =
            new Kind(
                    "jdbc:h2:... or jdbc:postgresql:..., or empty",
                    false,
                    value ->
                            value.isEmpty()
                                    || value.startsWith("jdbc:h2:")
                                    || value.startsWith("jdbc:postgresql:"));

    static Kind text(int most) {
        return new Kind("at most " + most + " characters", false, value -> value.length() <= most);
    }

    static Kind requiredText(int most) {
        return new Kind(
                "1 to " + most + " characters",
                false,
                value -> !value.isEmpty() && value.length() <= most);
    }

    static Kind requiredSecret(int most) {
        return new Kind(
                "1 to " + most + " characters",
                true,
                value -> !value.isEmpty() && value.length() <= most);
    }

    static Kind integer(int least, int most) {
        return new Kind(
                "a whole number from " + least + " to " + most,
                false,
                value ->
                        value.matches("\\d{1,9}")
                                && Integer.parseInt(value) >= least
                                && Integer.parseInt(value) <= most);
    }

    static Kind oneOf(String... words) {
        return new Kind(String.join(" or ", words), false, List.of(words)::contains);
    }

    /** The duration of a text that {@link #DURATION} accepts. */
    static Duration duration(String value) {
        Matcher matcher = DURATION_FORM.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(value);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A duration above zero: for what would never end, or never wait, with none. */
    static Kind duration(String least, String most) {
        return new Kind(
                "a number with ms, s, m, h or d, from " + least + " to " + most,
                false,
                value ->
                        DURATION_FORM.matcher(value).matches()
                                && duration(value).compareTo(duration(least)) >= 0
                                && duration(value).compareTo(duration(most)) <= 0);
    }

    /** Quartz takes the 30th of February, and then refuses the schedule at the start. */
    private static boolean comesAgain(String cron) {
        try {
            return new CronExpression(cron).getNextValidTimeAfter(new Date()) != null;
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isZone(String value) {
        try {
            return value.isEmpty() || ZoneId.of(value) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
