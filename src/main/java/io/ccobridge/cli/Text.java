package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Amounts;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values of the API as a person reads them. */
final class Text {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Text() {}

    /** One field in one line; empty when it is absent or null. */
    static String of(JsonNode object, String field) {
        return of(object.path(field));
    }

    /** One value in one line; a list or object as compact JSON. */
    static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return harmless(value.isContainerNode() ? value.toString() : value.asText());
    }

    /** A text of several lines, as it is but harmless. */
    static String block(JsonNode value) {
        return String.join("\n", value.asText("").lines().map(Text::harmless).toList());
    }

    /**
     * An amount with thousands separators and at least two decimals, none of it rounded away; as it
     * is when it is no number.
     */
    static String money(JsonNode amount) {
        try {
            return money(new BigDecimal(amount.asText("")));
        } catch (NumberFormatException noNumber) {
            return of(amount);
        }
    }

    static String money(BigDecimal amount) {
        return Amounts.words(amount);
    }

    /** For example {@code 1 link}, {@code 1,200 links} and {@code 2 entries}. */
    static String counted(long count, String one) {
        return count == 1
                ? "1 " + one
                : "%,d %ss".formatted(count, one.replaceAll("(?<![aeiou])y$", "ie"));
    }

    /** What a field of the items adds up to; items without the field count nothing. */
    static BigDecimal sum(JsonNode items, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode item : items) {
            if (item.hasNonNull(field)) {
                sum = sum.add(new BigDecimal(item.path(field).asText()));
            }
        }
        return sum;
    }

    /** A moment in this machine's time zone, the offset with it; as it is when it is no moment. */
    static String moment(JsonNode moment) {
        try {
            return OffsetDateTime.parse(moment.asText(""))
                    .atZoneSameInstant(ZoneId.systemDefault())
                    .format(MOMENT);
        } catch (DateTimeException noMoment) {
            return of(moment);
        }
    }

    /**
     * The text without power over a terminal: line breaks and tabs become blanks, and what would
     * move the cursor, colour, ring or turn the direction of writing is spelled out as an escape.
     */
    static String harmless(String text) {
        return spelledOut(text.replaceAll("[\\n\\r\\t]", " "), 0);
    }

    /** JSON for a person and for a program: the same value, and no power over a terminal either. */
    static String json(JsonNode value) {
        // outside of ASCII there is only what stands between quotes, where an escape says the same
        return spelledOut(value.toPrettyString(), 0x7f);
    }

    private static String spelledOut(String text, int from) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (c >= from && powerful(c)) {
                                for (char half : Character.toChars(c)) {
                                    safe.append(String.format("\\u%04x", (int) half));
                                }
                            } else {
                                safe.appendCodePoint(c);
                            }
                        });
        return safe.toString();
    }

    private static boolean powerful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            // zero-width joiners belong into names and emoji; what turns the direction does not
            case Character.FORMAT ->
                    Character.getDirectionality(c) != Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
            default -> false;
        };
    }
}
