package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the dead letters that a replay asks for: by their ids, by group, or by a filter. */
final class Selection {

    /**
     * A dead letter that was asked for.
     *
     * @param ended null while it is open
     */
    record Chosen(
            long id,
            long changeOrderId,
            String commitmentNumber,
            String number,
            String title,
            BigDecimal amount,
            String message,
            String ended) {}

    private static final String SELECT =
            "SELECT d.id, d.change_order_id, c.commitment_number, c.number, c.title, d.amount,"
                    + " d.message, d.ended"
                    + DeadLetters.FROM;

    private final JdbcClient jdbc;

    Selection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Oldest first; none when nothing matches. Only one that was asked for by its id may have
     * ended. 404 for an id that there is not.
     */
    List<Chosen> of(Body body) {
        return switch (given(body)) {
            case "ids" -> byIds(body.json().get("ids"));
            case "group" -> matching("group", Map.of("group", body.text("group")));
            default -> matching("query", query(body));
        };
    }

    /**
     * What was asked for, to be looked back on: how many ids, or the filters by which it can be
     * seen what has joined since.
     */
    static Asked asked(Body body) {
        return switch (given(body)) {
            case "ids" -> new Asked("ids", body.json().get("ids").size());
            case "group" -> new Asked("group", body.text("group"));
            default -> new Asked("query", query(body));
        };
    }

    /**
     * @param kind ids, group or query
     * @param value as JSON shows it
     */
    record Asked(String kind, Object value) {

        String json() {
            return Json.writeAscii(Map.of(kind, value));
        }

        /** The filters of a stored {@link #json()}; empty when it was of ids. */
        static Map<String, String> filters(JsonNode stored) {
            Map<String, String> filters = new HashMap<>();
            if (stored.has("group")) {
                filters.put("group", stored.get("group").asText());
            }
            stored.path("query")
                    .properties()
                    .forEach(filter -> filters.put(filter.getKey(), filter.getValue().asText()));
            return filters;
        }
    }

    /** 422 when nothing matched, 409 when all that were named have ended. */
    static void refuseNothing(Body body, List<Chosen> chosen) {
        if (chosen.isEmpty()) {
            String field = given(body);
            throw Refusal.invalid(field, "No open dead letter matches this " + field + ".");
        }
        if (chosen.stream().allMatch(each -> each.ended != null)) {
            Chosen first = chosen.get(0);
            throw Refusal.conflict("Dead letter " + first.id + " is " + first.ended + " already.");
        }
    }

    private static String given(Body body) {
        List<String> given = Stream.of("ids", "group", "query").filter(body::has).toList();
        if (given.size() != 1) {
            throw Refusal.invalid(
                    given.isEmpty() ? "ids" : given.get(1),
                    "A replay takes exactly one of ids, group and query.");
        }
        return given.get(0);
    }

    private List<Chosen> byIds(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty()) {
            throw Refusal.invalid("ids", "ids is a list of at least one dead letter's id.");
        }
        Set<Long> wanted = new LinkedHashSet<>();
        ids.forEach(id -> wanted.add(Ids.parse(id.asText(), "dead letter")));
        List<Chosen> chosen =
                jdbc.sql(SELECT + "WHERE d.id = ANY(:ids) ORDER BY d.id")
                        .param("ids", wanted.toArray(Long[]::new))
                        .query(Selection::chosen)
                        .list();
        Set<Long> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(new HashSet<>(chosen.stream().map(Chosen::id).toList()));
        if (!missing.isEmpty()) {
            throw Ids.unknown(missing.iterator().next(), "dead letter");
        }
        return chosen;
    }

    private List<Chosen> matching(String field, Map<String, String> query) {
        Filter filter =
                Filter.of(query, (name, message) -> Refusal.invalid(field + "." + name, message));
        if (filter.params().isEmpty()) {
            throw Refusal.invalid(field, "An empty query would replay everything; name a filter.");
        }
        return jdbc.sql(SELECT + filter.where() + " ORDER BY d.id")
                .params(filter.params())
                .query(Selection::chosen)
                .list();
    }

    private static Map<String, String> query(Body body) {
        JsonNode query = body.json().get("query");
        if (query.isTextual()) {
            return Map.of("q", query.textValue());
        }
        if (!query.isObject()) {
            throw Refusal.invalid("query", "query is a text, or an object with filters.");
        }
        Map<String, String> filters = new HashMap<>();
        query.properties()
                .forEach(
                        filter -> {
                            String name = filter.getKey();
                            if (!Filter.NAMES.contains(name)) {
                                throw Refusal.invalid(
                                        "query." + name,
                                        "Dead letters have no filter named " + name + ".");
                            }
                            if (filter.getValue().isContainerNode()) {
                                throw Refusal.invalid("query." + name, name + " is a text.");
                            }
                            if (!filter.getValue().isNull()) {
                                filters.put(name, filter.getValue().asText());
                            }
                        });
        return filters;
    }

    private static Chosen chosen(ResultSet row, int number) throws SQLException {
        return new Chosen(
                row.getLong("id"),
                row.getLong("change_order_id"),
                row.getString("commitment_number"),
                row.getString("number"),
                row.getString("title"),
                row.getBigDecimal("amount"),
                row.getString("message"),
                row.getString("ended"));
    }
}
