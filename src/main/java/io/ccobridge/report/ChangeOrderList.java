package io.ccobridge.report;

import static java.util.stream.Collectors.toMap;

import io.ccobridge.changeorder.Refusal;
import io.ccobridge.report.ChangeOrderSort.Position;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The list of change orders: filtered, sorted, a page at a time, as quick far in as at its start.
 */
public final class ChangeOrderList {

    /** Beyond this a total is not counted, and a page is not reached by its number. */
    static final int COUNTED = 10_000;

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    /**
     * A page of the list.
     *
     * @param page its number, also when it was reached by a cursor: then as the caller gave it, or
     *     1
     * @param total exact up to 10,000, and 10,000 with {@code totalCapped} beyond
     * @param next the {@code after} of the next page; null on the last
     */
    public record Page(
            List<ChangeOrderItem> items,
            int page,
            int perPage,
            int total,
            boolean totalCapped,
            String next) {}

    record Slice(List<ChangeOrderItem> items, String next) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    public ChangeOrderList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param query view, ids, project, vendor, q, min_amount, max_amount, min_age, waits_for, sort,
     *     page, per_page, after; all may be absent
     * @throws Refusal 400 for one that cannot be read
     */
    public Page list(Map<String, String> query) {
        ChangeOrderFilter filter = ChangeOrderFilter.of(query, clock.instant());
        ChangeOrderSort sort = ChangeOrderSort.of(query.get("sort"));
        int perPage = number(query, "per_page", USUAL_PAGE, LARGEST_PAGE);
        int page = number(query, "page", 1, COUNTED);
        String after = query.get("after");
        if (after == null && (long) page * perPage > COUNTED) {
            throw Refusal.malformed(
                    "page",
                    "page reaches the first 10,000 entries; beyond them follow next with after.");
        }
        int offset = after == null ? (page - 1) * perPage : 0;
        Slice slice;
        int total;
        if (after == null && filter.searches()) {
            // each row has to be looked at: once, for the page and for how many there are
            List<Position> found = positions(filter, sort, null, COUNTED + 1, 0);
            slice = slice(filter, sort, found.stream().skip(offset).toList(), perPage);
            total = found.size();
        } else {
            slice = slice(filter, sort, after, perPage, offset);
            total = total(filter);
        }
        return new Page(
                slice.items(),
                page,
                perPage,
                Math.min(total, COUNTED),
                total > COUNTED,
                slice.next());
    }

    /**
     * @param after a cursor, or null for the start of the list
     */
    Slice slice(
            ChangeOrderFilter filter, ChangeOrderSort sort, String after, int limit, int offset) {
        // one more than asked for tells whether there is a next page
        return slice(filter, sort, positions(filter, sort, after, limit + 1, offset), limit);
    }

    /**
     * A page of what was found. Only its rows are read whole: to sort all that a filter lets
     * through takes H2 five times as long with everything that a row shows.
     */
    private Slice slice(
            ChangeOrderFilter filter, ChangeOrderSort sort, List<Position> found, int limit) {
        List<Position> shown = found.subList(0, Math.min(limit, found.size()));
        if (shown.isEmpty()) {
            return new Slice(List.of(), null);
        }
        Map<String, ChangeOrderItem> items =
                jdbc
                        .sql(
                                ChangeOrderItem.SELECT
                                        + " FROM "
                                        + filter.table()
                                        + " WHERE id IN (:found) AND "
                                        + filter.condition())
                        .params(filter.parameters())
                        .param("found", shown.stream().map(Position::id).toList())
                        .query(ChangeOrderItem::of)
                        .list()
                        .stream()
                        .collect(toMap(ChangeOrderItem::id, item -> item));
        return new Slice(
                shown.stream()
                        .map(place -> items.get(Long.toString(place.id())))
                        // what has left the list since
                        .filter(Objects::nonNull)
                        .toList(),
                found.size() > limit ? sort.cursor(shown.get(limit - 1)) : null);
    }

    /**
     * @param after a cursor, or null for the start of the list
     */
    private List<Position> positions(
            ChangeOrderFilter filter, ChangeOrderSort sort, String after, int limit, int offset) {
        Map<String, Object> parameters = new HashMap<>(filter.parameters());
        String condition = filter.condition();
        if (after != null) {
            Position position = sort.position(after);
            condition += " AND " + sort.after();
            parameters.put("after_value", position.value());
            parameters.put("after_id", position.id());
        }
        return jdbc.sql(
                        "SELECT id, "
                                + sort.expression()
                                + " AS sort_value FROM "
                                + filter.table()
                                + " WHERE "
                                + condition
                                + " ORDER BY "
                                + sort.orderBy(filter.ofOneState())
                                + " LIMIT "
                                + limit
                                + " OFFSET "
                                + offset)
                .params(parameters)
                .query((row, number) -> sort.place(row))
                .list();
    }

    private int total(ChangeOrderFilter filter) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM "
                                + filter.table()
                                + " WHERE "
                                + filter.condition()
                                + " LIMIT "
                                + (COUNTED + 1)
                                + ") AS counted")
                .params(filter.parameters())
                .query(Integer.class)
                .single();
    }

    private static int number(Map<String, String> query, String name, int usual, int most) {
        String text = query.getOrDefault(name, Integer.toString(usual));
        if (!text.matches("[0-9]{1,6}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > most) {
            throw Refusal.malformed(name, name + " is a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }
}
