package io.ccobridge.sandbox.spectrum;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One element of a layout, as facts/spectrum-api.md 8.1 writes it.
 *
 * @param format {@code 20}: a text of at most 20 characters; {@code date}: {@code MM/DD/CCYY};
 *     {@code -10.2}: a signed number of ten digits and two decimals; {@code 3.2}: without a sign;
 *     {@code Y/N}
 * @param required a blank value is an {@code M}
 */
public record Element(String name, String format, boolean required) {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MM/dd/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern NUMBER_FORMAT = Pattern.compile("(-?)(\\d+)(?:\\.(\\d+))?");

    static Element parse(String line) {
        String[] words = line.trim().split("\\s+");
        return new Element(words[0], words[1], words.length > 2);
    }

    static LocalDate date(String value) {
        return LocalDate.parse(value, DATE);
    }

    static String date(LocalDate value) {
        return DATE.format(value);
    }

    /** The characters that the value may have, sign and point included. */
    int maxLength() {
        if (format.equals("date")) {
            return 10;
        }
        if (format.equals("Y/N")) {
            return 1;
        }
        Matcher number = numberFormat();
        int decimals = number.group(3) == null ? 0 : 1 + Integer.parseInt(number.group(3));
        return number.group(1).length() + Integer.parseInt(number.group(2)) + decimals;
    }

    /** What is wrong with a value that is not blank, from the format alone. */
    Optional<String> fault(String value) {
        // characters are code points: a byte count is documented nowhere
        if (value.codePointCount(0, value.length()) > maxLength()) {
            return Optional.of("is longer than " + maxLength() + " characters");
        }
        if (format.equals("date")) {
            return isDate(value) ? Optional.empty() : Optional.of("is not a date MM/DD/CCYY");
        }
        if (format.equals("Y/N")) {
            return value.matches("[YN]") ? Optional.empty() : Optional.of("must be Y or N");
        }
        return isText() || value.matches(numberPattern())
                ? Optional.empty()
                : Optional.of("is not a number of the form " + format);
    }

    private boolean isText() {
        return format.matches("\\d+");
    }

    // a plain decimal: no plus sign, no exponent, no bare point, not more decimals than there are
    private String numberPattern() {
        Matcher number = numberFormat();
        String sign = number.group(1).isEmpty() ? "" : "-?";
        String decimals = number.group(3) == null ? "" : "(\\.\\d{1," + number.group(3) + "})?";
        return sign + "\\d{1," + number.group(2) + "}" + decimals;
    }

    private Matcher numberFormat() {
        Matcher number = NUMBER_FORMAT.matcher(format);
        if (!number.matches()) {
            throw new IllegalArgumentException("format of " + name + ": " + format);
        }
        return number;
    }

    private static boolean isDate(String value) {
        try {
            return date(value) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
