package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Which of the open dead letters are meant: those that pass every filter given.
 *
 * @param where a WHERE clause on {@code dead_letter d} joined with {@code change_order c}
 * @param params its named parameters; empty when every open dead letter is meant
 */
record Filter(String where, Map<String, Object> params) {

    static final List<String> CATEGORIES =
            List.of("transient", "business", "configuration", "unknown");

    /** Each filter's name and its condition in SQL. */
    private static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

    static {
        CONDITIONS.put("category", "d.category = :category");
        CONDITIONS.put("group", "d.cause = :group");
        CONDITIONS.put("project", "c.project_id = :project");
        CONDITIONS.put("job", "LOWER(c.job_number) = :job");
        CONDITIONS.put("commitment", "LOWER(c.commitment_number) = :commitment");
        CONDITIONS.put(
                "vendor",
                "(LOWER(c.vendor_code) = :vendor OR LOWER(c.vendor) LIKE :vendor_part ESCAPE '!')");
        CONDITIONS.put("min_amount", "ABS(d.amount) >= :min_amount");
        CONDITIONS.put("min_age", "d.last_seen <= :min_age");
        CONDITIONS.put(
                "q",
                List.of(
                                "LOWER(d.message)",
                                "LOWER(d.column_name)",
                                "LOWER(c.project_name)",
                                "LOWER(c.job_number)",
                                "LOWER(c.commitment_number)",
                                "LOWER(c.vendor)",
                                "LOWER(c.number)",
                                "LOWER(c.title)",
                                "LOWER(c.change_request_number)",
                                "d.payload_text")
                        .stream()
                        .map(column -> column + " LIKE :q ESCAPE '!'")
                        .collect(Collectors.joining(" OR ", "(", ")")));
    }

    static final Set<String> NAMES = CONDITIONS.keySet();

    /** As below, for who has no clock at hand: ages count from the present moment. */
    static Filter of(Map<String, String> query, BiFunction<String, String, Refusal> refusal) {
        return of(query, Instant.now(), refusal);
    }

    /**
     * Reads the filters of a query; a blank one is none, and what is not among {@link #NAMES} is
     * left alone.
     *
     * @param refusal makes the refusal of a filter from its name and what is wrong with it
     */
    static Filter of(
            Map<String, String> query, Instant now, BiFunction<String, String, Refusal> refusal) {
        StringBuilder where = new StringBuilder("WHERE d.ended IS NULL");
        Map<String, Object> params = new HashMap<>();
        CONDITIONS.forEach(
                (name, condition) -> {
                    String value = query.getOrDefault(name, "").strip();
                    if (!value.isEmpty()) {
                        where.append(" AND ").append(condition);
                        params.put(name, param(name, value, now, refusal));
                        if (name.equals("vendor")) {
                            params.put("vendor_part", part(value));
                        }
                    }
                });
        return new Filter(where.toString(), params);
    }

    /** One that lets through only those that pass this condition too. */
    Filter and(String condition, String name, Object value) {
        Map<String, Object> all = new HashMap<>(params);
        all.put(name, value);
        return new Filter(where + " AND " + condition, all);
    }

    private static Object param(
            String name, String value, Instant now, BiFunction<String, String, Refusal> refusal) {
        if (!Body.storable(value)) {
            throw refusal.apply(name, name + " holds a character that nothing here can hold.");
        }
        return switch (name) {
            case "category" -> {
                if (!CATEGORIES.contains(value)) {
                    throw refusal.apply(
                            name, "A category is one of " + String.join(", ", CATEGORIES) + ".");
                }
                yield value;
            }
            case "project" -> {
                try {
                    yield Long.valueOf(value);
                } catch (NumberFormatException e) {
                    throw refusal.apply(name, "A project is given by its id in Procore.");
                }
            }
            case "min_amount" -> {
                if (!value.matches("[0-9]{1,20}([.][0-9]{1,10})?")) {
                    throw refusal.apply(
                            name, "An amount to filter by has no sign, such as 10000.00.");
                }
                yield new BigDecimal(value);
            }
            case "min_age" -> Columns.time(now.minus(age(name, value, refusal)));
            case "q" -> part(value);
            case "job", "commitment", "vendor" -> value.toLowerCase(Locale.ROOT);
            default -> value;
        };
    }

    /** {@code 3d}, {@code 12h}, {@code 30m} or an ISO 8601 duration. */
    private static Duration age(
            String name, String text, BiFunction<String, String, Refusal> refusal) {
        try {
            if (text.matches("[0-9]{1,5}[dhm]|P([0-9]{1,5}[DTHMS]|T){1,5}")) {
                return Duration.parse(
                        text.startsWith("P") ? text : (text.endsWith("d") ? "P" : "PT") + text);
            }
        } catch (DateTimeParseException e) {
            throw wrongAge(name, refusal);
        }
        throw wrongAge(name, refusal);
    }

    private static Refusal wrongAge(String name, BiFunction<String, String, Refusal> refusal) {
        return refusal.apply(name, name + " is an age such as 3d, 12h, 30m or PT36H.");
    }

    private static String part(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }
}
