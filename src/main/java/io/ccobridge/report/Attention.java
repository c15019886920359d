package io.ccobridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Totals;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What needs attention, by what it lacks, so that one mend frees all that wait for it. A change
 * order that lacks several things is in several groups.
 */
public final class Attention {

    /** Change orders named in a group; its count and sum are of all. */
    private static final int NAMED = 20;

    /**
     * What several change orders lack alike.
     *
     * @param total decimal; of those whose total can be read, in all currencies
     * @param totals decimals by currency
     * @param changeOrders the oldest of them
     */
    public record Group(
            String requirement,
            String message,
            String fix,
            long count,
            String total,
            Map<String, String> totals,
            List<Named> changeOrders) {}

    /** One of a group, as a link needs it. */
    public record Named(String id, String commitmentNumber, String number, String title) {}

    private record Row(
            long id,
            String commitment,
            String number,
            String title,
            BigDecimal total,
            String currency,
            String problems) {}

    private static final class Tally {
        private final JsonNode problem;
        private final List<Named> named = new ArrayList<>();
        private long count;
        private final Totals totals;

        private Tally(JsonNode problem, String currency) {
            this.problem = problem;
            this.totals = new Totals(currency);
        }

        private void add(Row row) {
            count++;
            totals.add(row.currency(), row.total());
            if (named.size() < NAMED) {
                named.add(
                        new Named(
                                Long.toString(row.id()),
                                row.commitment(),
                                row.number(),
                                row.title()));
            }
        }

        private Group group() {
            return new Group(
                    problem.path("requirement").asText(),
                    count == 1 ? problem.path("message").asText() : message(problem),
                    problem.path("fix").asText(),
                    count,
                    Shown.money(totals.all()),
                    totals.byCurrency(),
                    named);
        }
    }

    private final JdbcClient jdbc;
    private final String currency;

    /**
     * @param currency the site's, for change orders that Procore names none of
     */
    public Attention(JdbcClient jdbc, String currency) {
        this.jdbc = jdbc;
        this.currency = currency;
    }

    /** The groups, those with the most change orders first. */
    public List<Group> groups() {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        // many lack the same in the same words, which are read once
        Map<String, List<Tally>> read = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT id, commitment_number, number, title, total, currency, problems FROM change_order
                        WHERE state = 'NEEDS_ATTENTION' ORDER BY id""")
                .query(
                        row -> {
                            Row one =
                                    new Row(
                                            row.getLong(1),
                                            row.getString(2),
                                            row.getString(3),
                                            row.getString(4),
                                            row.getBigDecimal(5),
                                            row.getString(6),
                                            row.getString(7));
                            read.computeIfAbsent(
                                            one.problems(), problems -> tallies(problems, tallies))
                                    .forEach(tally -> tally.add(one));
                        });
        return tallies.values().stream()
                .map(Tally::group)
                .sorted(Comparator.comparingLong(Group::count).reversed())
                .toList();
    }

    private List<Tally> tallies(String problems, Map<String, Tally> known) {
        List<Tally> tallies = new ArrayList<>();
        for (JsonNode problem : Json.read(problems)) {
            tallies.add(
                    known.computeIfAbsent(cause(problem), cause -> new Tally(problem, currency)));
        }
        return tallies;
    }

    /** The same lack, on whatever line it is. */
    private static String cause(JsonNode problem) {
        return problem.path("requirement").asText() + " " + message(problem);
    }

    private static String message(JsonNode problem) {
        return problem.path("message").asText().replaceAll(" \\(lines? [^)]*\\)", "");
    }
}
