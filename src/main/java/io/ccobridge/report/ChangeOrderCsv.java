package io.ccobridge.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.csv.Csv;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The list of change orders as CSV (RFC 4180), the columns those of the JSON. */
public final class ChangeOrderCsv {

    private static final int ROWS_A_PIECE = 500;

    /** Where each piece may take a look at every row: fewer looks. */
    private static final int SORTED_ROWS_A_PIECE = 2_000;

    private static final List<String> COLUMNS =
            Stream.of(ChangeOrderItem.class.getRecordComponents())
                    .map(component -> snakeCase(component.getName()))
                    .toList();

    // theirs is the minus sign of a number, not the start of a formula
    private static final Set<String> NUMBERS = Set.of("total");

    private final ChangeOrderList list;
    private final Clock clock;

    public ChangeOrderCsv(ChangeOrderList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /**
     * The lines, read from the database as they are taken, some at a time, so that a long list
     * needs neither much memory nor a long transaction.
     *
     * @param query as for {@link ChangeOrderList#list}, without the paging
     * @throws io.ccobridge.changeorder.Refusal 400 for a filter that cannot be read, before the
     *     first line
     */
    public Iterator<String> export(Map<String, String> query) {
        ChangeOrderFilter filter = ChangeOrderFilter.of(query, clock.instant());
        ChangeOrderSort sort = ChangeOrderSort.of(query.get("sort"));
        int rows = sort.expression().equals("id") ? ROWS_A_PIECE : SORTED_ROWS_A_PIECE;
        return new Iterator<>() {
            private boolean started;
            private String after;

            @Override
            public boolean hasNext() {
                return !started || after != null;
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                ChangeOrderList.Slice slice = list.slice(filter, sort, after, rows, 0);
                String piece =
                        (started ? "" : Csv.line(COLUMNS.stream()))
                                + slice.items().stream()
                                        .map(ChangeOrderCsv::line)
                                        .collect(joining());
                started = true;
                after = slice.next();
                return piece;
            }
        };
    }

    private static String line(ChangeOrderItem item) {
        ObjectNode json = Json.mapper().valueToTree(item);
        return Csv.line(COLUMNS.stream().map(column -> cell(column, json.get(column))));
    }

    private static String cell(String column, JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(problem -> problem.path("message").asText())
                    .collect(joining(" "));
        }
        if (value.isNull()) {
            return "";
        }
        return value.isTextual() && !NUMBERS.contains(column)
                ? Csv.text(value.textValue())
                : value.asText();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
