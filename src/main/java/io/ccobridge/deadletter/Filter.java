package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Refusal;
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

    /** Each filter's name and its condition in SQL. */
    private static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

    static {
        CONDITIONS.put("category", "d.category = :category");
        CONDITIONS.put("group", "d.cause = :group");
        CONDITIONS.put("project", "c.project_id = :project");
        CONDITIONS.put(
                "q",
                List.of(
                                "d.message",
                                "d.column_name",
                                "c.project_name",
                                "c.job_number",
                                "c.commitment_number",
                                "c.vendor",
                                "c.number",
                                "c.title",
                                "c.change_request_number")
                        .stream()
                        .map(column -> "LOWER(" + column + ") LIKE :q ESCAPE '!'")
                        .collect(Collectors.joining(" OR ", "(", ")")));
    }

    static final Set<String> NAMES = CONDITIONS.keySet();

    private static final List<String> CATEGORIES =
            List.of("transient", "business", "configuration", "unknown");

    /**
     * Reads the filters of a query; a blank one is none, and what is not among {@link #NAMES} is
     * left alone.
     *
     * @param refusal makes the refusal of a filter from its name and what is wrong with it
     */
    static Filter of(Map<String, String> query, BiFunction<String, String, Refusal> refusal) {
        StringBuilder where = new StringBuilder("WHERE d.ended IS NULL");
        Map<String, Object> params = new HashMap<>();
        CONDITIONS.forEach(
                (name, condition) -> {
                    String value = query.getOrDefault(name, "").strip();
                    if (!value.isEmpty()) {
                        where.append(" AND ").append(condition);
                        params.put(name, param(name, value, refusal));
                    }
                });
        return new Filter(where.toString(), params);
    }

    private static Object param(
            String name, String value, BiFunction<String, String, Refusal> refusal) {
        if (!Body.storable(value)) {
            throw refusal.apply(name, name + " holds a character that nothing here can hold.");
        }
        return switch (name) {
            case "category" -> {
                if (!CATEGORIES.contains(value)) {
                    throw refusal.apply(
                            name, "category is one of " + String.join(", ", CATEGORIES) + ".");
                }
                yield value;
            }
            case "project" -> {
                try {
                    yield Long.valueOf(value);
                } catch (NumberFormatException e) {
                    throw refusal.apply(name, "project is the id of a project in Procore.");
                }
            }
            case "q" -> "%" + value.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
            default -> value;
        };
    }
}
