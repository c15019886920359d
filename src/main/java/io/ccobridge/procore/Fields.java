package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.FieldProblem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads the fields of one object of a Procore document. A field that cannot be read is null and is
 * put on the list of problems under the name that Procore gives it. A number where a text is
 * documented, or the other way round, is read when its value is beyond doubt.
 */
final class Fields {

    private static final int MOST_INTEGER_DIGITS = 20;
    private static final int MOST_DECIMALS = 10;
    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_SHOWN = 30;
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

    /** ISO 8601 with any fraction, and an offset with or without its colon; no 30th of February. */
    private static final DateTimeFormatter MOMENT =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private final JsonNode object;
    private final String prefix;
    private final List<FieldProblem> problems;

    /**
     * @param prefix what stands before the field's name in a problem, for example {@code lines[2].}
     */
    Fields(JsonNode object, String prefix, List<FieldProblem> problems) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** A word out of a documented list, such as a status: no number can be meant for one. */
    String word(String name, int longest) {
        JsonNode value = object.path(name);
        if (value.isNumber()) {
            return problem(name, "is " + kind(value) + ", where a text is expected");
        }
        return present(name, value) ? optionalText(name, longest) : null;
    }

    /** A text that must be there, though it may be null. */
    String text(String name, int longest) {
        if (!object.has(name)) {
            return problem(name, "is missing");
        }
        return optionalText(name, longest);
    }

    /** A text that need not be there. */
    String optionalText(String name, int longest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        BigDecimal number = value.isNumber() ? number(value) : null;
        if (number != null && number.scale() == 0) {
            return checked(name, number.toString(), longest);
        }
        if (!value.isTextual()) {
            return problem(name, "is " + kind(value) + ", where a text is expected");
        }
        return checked(name, value.textValue(), longest);
    }

    private String checked(String name, String text, int longest) {
        if (text.length() > longest) {
            return problem(
                    name,
                    "has " + text.length() + " characters, more than the " + longest + " kept");
        }
        OptionalInt bad = Characters.firstUncarriable(text);
        if (bad.isPresent()) {
            int at = bad.getAsInt();
            return problem(
                    name,
                    String.format(
                            "holds a character that cannot be sent to Spectrum: U+%04X, after %d"
                                    + " others",
                            (int) text.charAt(at), text.codePointCount(0, at)));
        }
        return text;
    }

    /** A positive whole number that must be there. */
    Long id(String name) {
        JsonNode value = object.path(name);
        if (!present(name, value)) {
            return null;
        }
        BigDecimal number = number(value);
        if (number == null || !whole(number)) {
            return problem(name, "is " + shown(value) + ", where a whole number is expected");
        }
        if (number.signum() <= 0) {
            return problem(name, "is " + shown(value) + ", where a positive number is expected");
        }
        if (digits(number) > 19 || number.toBigInteger().bitLength() > 63) {
            return problem(name, "is " + shown(value) + ", which does not fit 64 bits");
        }
        return number.longValueExact();
    }

    /** An amount of money that must be there. */
    BigDecimal amount(String name) {
        JsonNode value = object.path(name);
        if (!present(name, value)) {
            return null;
        }
        BigDecimal number = number(value);
        if (number == null) {
            return problem(name, "is " + shown(value) + ", where a plain decimal is expected");
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (digits(shortest) > MOST_INTEGER_DIGITS || shortest.scale() > MOST_DECIMALS) {
            return problem(name, "is " + shown(value) + ", which is too long for an amount");
        }
        if (number.scale() > MOST_DECIMALS) {
            return shortest.setScale(Math.max(0, shortest.scale()));
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** A number that no money depends on; null when it is not there or cannot be read. */
    BigDecimal optionalDecimal(String name) {
        BigDecimal number = number(object.path(name));
        boolean shown =
                number != null
                        && digits(number) <= MOST_INTEGER_DIGITS
                        && number.scale() <= LONGEST_SHOWN;
        return shown ? number : null;
    }

    /** The day of a moment in that zone; null without a problem when the moment is null. */
    LocalDate day(String name, ZoneId zone) {
        if (!object.has(name)) {
            return problem(name, "is missing");
        }
        JsonNode value = object.path(name);
        if (value.isNull()) {
            return null;
        }
        LocalDate day = value.isTextual() ? parsedDay(value.textValue().trim(), zone) : null;
        if (day == null || day.getYear() < 1 || day.getYear() > 9999) {
            return problem(name, "is " + shown(value) + ", where a date and time is expected");
        }
        return day;
    }

    /** A moment as Procore writes it; empty when it is none. */
    static Optional<Instant> moment(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(
                            OffsetDateTime.parse(value.textValue().trim(), MOMENT).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate parsedDay(String text, ZoneId zone) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text, MOMENT).atZoneSameInstant(zone).toLocalDate();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** An object that need not be there; null when it is not or is no object. */
    JsonNode optionalObject(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull() || value.isObject()) {
            return value.isObject() ? value : null;
        }
        return problem(name, "is " + kind(value) + ", where an object is expected");
    }

    private boolean present(String name, JsonNode value) {
        if (value.isMissingNode()) {
            problem(name, "is missing");
        } else if (value.isNull()) {
            problem(name, "is empty");
        }
        return !value.isMissingNode() && !value.isNull();
    }

    private <T> T problem(String name, String message) {
        problems.add(new FieldProblem(prefix + name, message));
        return null;
    }

    /** The exact value of a number or of a text that is a plain decimal; null of anything else. */
    private static BigDecimal number(JsonNode value) {
        if (value.isFloatingPointNumber() && !value.isBigDecimal()) {
            return Double.isFinite(value.doubleValue()) ? value.decimalValue() : null;
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
        }
        if (!value.isTextual() || value.textValue().length() > LONGEST_NUMBER) {
            return null;
        }
        String text = value.textValue().trim();
        return PLAIN_DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static boolean whole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** Digits before the decimal point. */
    private static long digits(BigDecimal number) {
        return number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    }

    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case STRING -> "a text";
            default -> "empty";
        };
    }

    private static String shown(JsonNode value) {
        if (value.isContainerNode() || value.isBoolean()) {
            return kind(value);
        }
        String text = Characters.carriable(value.asText(), 40);
        return value.isTextual() ? "\"" + text + "\"" : text;
    }
}
