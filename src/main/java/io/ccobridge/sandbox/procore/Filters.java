package io.ccobridge.sandbox.procore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Fields;

/**
 * The {@code filters[...]} of a call (facts/procore-api.md 1.9). A filter that the endpoint does
 * not document, or a value that it could not mean, is answered with 400.
 */
final class Filters {

    private static final Pattern NAME = Pattern.compile("filters\\[(\\w+)](\\[])?");
    private static final Pattern RANGE = Pattern.compile("\"?([^\".]+)\\.\\.\\.([^\".]+)\"?");

    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * @param known the filters the endpoint documents; {@code id[]} is one that may be repeated
     */
    Filters(Call call, String... known) {
        for (Fields.Field field : call.query()) {
            Matcher name = NAME.matcher(field.getName());
            if (name.matches()) {
                check(field.getName(), name, List.of(known));
                values.computeIfAbsent(name.group(1), n -> new ArrayList<>())
                        .addAll(field.getValues());
            } else if (field.getName().startsWith("filters")) {
                throw Refused.field(400, field.getName(), "is not a filter");
            }
        }
    }

    private static void check(String given, Matcher name, List<String> known) {
        boolean scalar = name.group(2) == null && known.contains(name.group(1));
        if (!scalar && !known.contains(name.group(1) + "[]")) {
            throw Refused.field(400, given, "is not a filter of this list");
        }
    }

    /** Whether the value is the one asked for, or none was. */
    boolean matches(String name, String value) {
        return !values.containsKey(name) || values.get(name).contains(value);
    }

    /** The same for an id, which must be one. */
    boolean matches(String name, Long id) {
        return !values.containsKey(name) || ids(name).contains(id);
    }

    Optional<Long> id(String name) {
        return values.containsKey(name) ? Optional.of(ids(name).get(0)) : Optional.empty();
    }

    private List<Long> ids(String name) {
        return values.get(name).stream()
                .map(
                        value ->
                                Call.number(value)
                                        .orElseThrow(() -> refused(name, "must be an integer")))
                .toList();
    }

    /** Whether the moment lies in the range asked for, both ends included, or none was. */
    boolean matches(String name, Instant moment) {
        if (!values.containsKey(name)) {
            return true;
        }
        Matcher range = RANGE.matcher(values.get(name).get(0));
        if (!range.matches()) {
            throw refused(name, "must be a range, A...B");
        }
        Instant from = moment(name, range.group(1), 0);
        Instant to = moment(name, range.group(2), 1);
        return !moment.isBefore(from) && !moment.isAfter(to);
    }

    private static Instant moment(String name, String text, int daysIfDate) {
        try {
            return text.length() == "YYYY-MM-DD".length()
                    ? LocalDate.parse(text)
                            .plusDays(daysIfDate)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(name, "must be a range of ISO 8601 dates or times, not " + text);
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
    }

    private static Refused refused(String name, String message) {
        return Refused.field(400, "filters[" + name + "]", message);
    }
}
