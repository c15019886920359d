package io.ccobridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * An order of the list that no two change orders share: by a column, then by id. A page starts
 * where the one before ended, however far into the list, and what is added meanwhile shifts
 * nothing.
 *
 * @param expression never null, so that rows can be compared; what has no value comes as the least
 */
record ChangeOrderSort(
        String word, String expression, Function<String, Object> read, boolean descending) {

    private static final Map<String, ChangeOrderSort> ASCENDING =
            Map.of(
                    "id", sort("id", "id", Long::valueOf),
                    "updated_at", sort("updated_at", "updated_at", OffsetDateTime::parse),
                    "total", sort("total", "COALESCE(total, 0)", BigDecimal::new),
                    "number", sort("number", "COALESCE(number, '')", String::valueOf),
                    "date_created",
                            sort(
                                    "date_created",
                                    "COALESCE(date_created, DATE '0001-01-01')",
                                    LocalDate::parse),
                    "vendor", sort("vendor", "COALESCE(LOWER(vendor), '')", String::valueOf),
                    "project",
                            sort("project", "COALESCE(LOWER(project_name), '')", String::valueOf));

    /** What the indexes that begin with the state go on with. */
    private static final Set<String> INDEXED_BY_STATE = Set.of("id", "updated_at");

    /** Where a page ended. */
    record Position(Object value, long id) {}

    private static ChangeOrderSort sort(
            String word, String expression, Function<String, Object> read) {
        return new ChangeOrderSort(word, expression, read, false);
    }

    /**
     * @param word for example {@code total}, or {@code -total} for the largest first; null: by id
     */
    static ChangeOrderSort of(String word) {
        String column = word == null ? "id" : word.startsWith("-") ? word.substring(1) : word;
        ChangeOrderSort ascending = ASCENDING.get(column);
        if (ascending == null) {
            throw Refusal.malformed("sort", "The list cannot be sorted by " + column + ".");
        }
        return new ChangeOrderSort(
                word == null ? "id" : word,
                ascending.expression,
                ascending.read,
                word != null && word.startsWith("-"));
    }

    /**
     * @param ofOneState whether all are in one state: by id and by the last change H2 then reads
     *     them from an index that begins with the state as they are wanted, in place of sorting
     *     all, if it is told so
     */
    String orderBy(boolean ofOneState) {
        StringJoiner order = new StringJoiner(", ");
        String direction = descending ? " DESC" : "";
        if (ofOneState && INDEXED_BY_STATE.contains(expression)) {
            order.add("state" + direction);
        }
        if (!expression.equals("id")) {
            order.add(expression + direction);
        }
        return order.add("id" + direction).toString();
    }

    /** A condition on {@code :after_value} and {@code :after_id}. */
    String after() {
        String beyond = descending ? " < " : " > ";
        return expression.equals("id")
                ? "id" + beyond + ":after_id"
                : "(" + expression + ", id)" + beyond + "(:after_value, :after_id)";
    }

    /** The place of a row, from {@code sort_value} and {@code id}. */
    Position place(ResultSet row) throws SQLException {
        return new Position(row.getObject("sort_value", type()), row.getLong("id"));
    }

    /** What stands outside for a place. */
    String cursor(Position place) {
        String text =
                place.value() instanceof BigDecimal exact
                        ? exact.toPlainString()
                        : place.value().toString();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Json.write(List.of(word, text, place.id()))
                                .getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place that a cursor stands for.
     *
     * @throws Refusal 400 when it is none of this order's
     */
    Position position(String cursor) {
        try {
            JsonNode place =
                    Json.read(
                            new String(
                                    Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (place.size() == 3
                    && word.equals(place.get(0).textValue())
                    && place.get(1).isTextual()
                    && place.get(2).canConvertToLong()) {
                return new Position(read.apply(place.get(1).textValue()), place.get(2).longValue());
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static Refusal wrong() {
        return Refusal.malformed(
                "after",
                "This page is not of a list in this order: after is the next of an earlier answer with the same sort.");
    }

    private Class<?> type() {
        return switch (word.replace("-", "")) {
            case "id" -> Long.class;
            case "updated_at" -> OffsetDateTime.class;
            case "total" -> BigDecimal.class;
            case "date_created" -> LocalDate.class;
            default -> String.class;
        };
    }
}
