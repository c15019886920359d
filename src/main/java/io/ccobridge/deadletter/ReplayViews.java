package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.queue.ExportsReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What replays say. Changes nothing. */
final class ReplayViews {

    /** As many results are given when no page is asked for, and at most on one. */
    static final int MOST_RESULTS = 1_000;

    private static final int MOST_COUNTED = 10_000;
    private static final List<String> OUTCOMES =
            List.of("waiting", "under way", "succeeded", "failed", "skipped");

    private record Row(
            long id,
            String state,
            String by,
            String reason,
            boolean canary,
            java.math.BigDecimal rate,
            boolean checkProcore,
            JsonNode selection,
            String totalAmount,
            String message,
            Instant startedAt,
            Instant finishedAt) {

        Replay shown(
                Map<String, Integer> counts,
                Integer back,
                List<Replay.Result> results,
                Integer resultsTotal,
                Integer joined,
                String words) {
            int total = counts.values().stream().mapToInt(Integer::intValue).sum();
            return new Replay(
                    Long.toString(id),
                    state,
                    total,
                    total - count(counts, "waiting") - count(counts, "under way"),
                    count(counts, "succeeded"),
                    count(counts, "failed"),
                    count(counts, "skipped"),
                    back,
                    results,
                    resultsTotal,
                    by,
                    reason,
                    canary,
                    rate,
                    checkProcore,
                    selection,
                    totalAmount,
                    joined,
                    words,
                    startedAt,
                    finishedAt);
        }

        private static int count(Map<String, Integer> counts, String outcome) {
            return counts.getOrDefault(outcome, 0);
        }
    }

    private final JdbcClient jdbc;
    private final ReplayWords words;

    ReplayViews(JdbcClient jdbc, ExportsReport exports) {
        this.jdbc = jdbc;
        this.words = new ReplayWords(jdbc, exports);
    }

    /**
     * One replay with a page of its results, in the order in which they are sent.
     *
     * @param query results (all, none, or outcomes with commas; under-way with a dash), page,
     *     per_page (1 to 1000, usually 1000); 400 for any other
     */
    Replay get(long id, Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!Set.of("results", "page", "per_page").contains(name)) {
                throw Refusal.malformed(name, "A replay has no parameter named " + name + ".");
            }
        }
        List<String> outcomes = outcomes(query.getOrDefault("results", "all"));
        int page = Paging.number(query, "page", 1, Integer.MAX_VALUE);
        int perPage = Paging.number(query, "per_page", MOST_RESULTS, MOST_RESULTS);
        // the replay before its items: it is then at most said to run when all have ended
        Row row =
                jdbc.sql("SELECT * FROM replay WHERE id = :id")
                        .param("id", id)
                        .query(ReplayViews::row)
                        .optional()
                        .orElseThrow(() -> Ids.unknown(id, "replay"));
        Map<String, Integer> counts = counts(List.of(id)).getOrDefault(id, Map.of());
        Integer joined = joined(row);
        return row.shown(
                counts,
                backToApproval(id),
                outcomes.isEmpty()
                        ? List.of()
                        : results(id, outcomes, perPage, (page - 1L) * perPage),
                outcomes.stream().mapToInt(one -> counts.getOrDefault(one, 0)).sum(),
                joined,
                words.of(id, row.state, row.canary, row.message, joined, group(row)));
    }

    /**
     * A page of all replays, newest first, without their results.
     *
     * @param query page, per_page (1 to 200, usually 50), after; 400 for any other
     */
    Replay.Page list(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!Paging.NAMES.contains(name)) {
                throw Refusal.malformed(name, "Replays have no filter named " + name + ".");
            }
        }
        Paging paging = Paging.of(query);
        List<Row> found =
                jdbc.sql(
                                """
                                SELECT * FROM replay WHERE id < :before ORDER BY id DESC
                                LIMIT :limit OFFSET :offset""")
                        .param("before", paging.before())
                        .param("limit", paging.perPage() + 1)
                        .param("offset", paging.offset())
                        .query(ReplayViews::row)
                        .list();
        boolean more = found.size() > paging.perPage();
        List<Row> shown = more ? found.subList(0, paging.perPage()) : found;
        Map<Long, Map<String, Integer>> counts = counts(shown.stream().map(Row::id).toList());
        int total =
                jdbc.sql("SELECT COUNT(*) FROM (SELECT id FROM replay LIMIT :most) counted")
                        .param("most", MOST_COUNTED + 1)
                        .query(Integer.class)
                        .single();
        return new Replay.Page(
                shown.stream()
                        .map(
                                row ->
                                        row.shown(
                                                counts.getOrDefault(row.id, Map.of()),
                                                null,
                                                null,
                                                null,
                                                null,
                                                row.message))
                        .toList(),
                paging.page(),
                paging.perPage(),
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                more ? Paging.cursor(shown.get(shown.size() - 1).id) : null);
    }

    private static List<String> outcomes(String wanted) {
        if (wanted.equals("all")) {
            return OUTCOMES;
        }
        if (wanted.equals("none")) {
            return List.of();
        }
        List<String> outcomes = new ArrayList<>();
        for (String word : Arrays.asList(wanted.split(",", -1))) {
            String outcome = word.strip().replace('-', ' ');
            if (!OUTCOMES.contains(outcome)) {
                throw Refusal.malformed(
                        "results",
                        "The results are all, none, or some of waiting, under-way, succeeded, failed,"
                                + " skipped with commas.");
            }
            outcomes.add(outcome);
        }
        return outcomes.stream().distinct().toList();
    }

    private Map<Long, Map<String, Integer>> counts(List<Long> replays) {
        Map<Long, Map<String, Integer>> counts = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT replay_id, outcome, COUNT(*) AS items FROM replay_item
                        WHERE replay_id = ANY(:ids) GROUP BY replay_id, outcome""")
                .param("ids", replays.toArray(Long[]::new))
                .query(
                        row -> {
                            counts.computeIfAbsent(row.getLong("replay_id"), id -> new HashMap<>())
                                    .put(row.getString("outcome"), row.getInt("items"));
                        });
        return counts;
    }

    private int backToApproval(long id) {
        return jdbc.sql(
                        """
                        SELECT COUNT(*) FROM replay_item i
                        JOIN dead_letter d ON d.id = i.dead_letter_id
                        WHERE i.replay_id = :id AND i.outcome = 'skipped'
                            AND i.claimed_at IS NOT NULL AND d.ended = 'back-to-approval'""")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private List<Replay.Result> results(long id, List<String> outcomes, int limit, long offset) {
        return jdbc.sql(
                        """
                        SELECT i.dead_letter_id, i.outcome, i.message, c.commitment_number, c.number,
                            c.title, d.amount
                        FROM replay_item i JOIN dead_letter d ON d.id = i.dead_letter_id
                        LEFT JOIN every_change_order c ON c.id = i.change_order_id
                        WHERE i.replay_id = :id AND i.outcome IN (:outcomes) ORDER BY i.position
                        LIMIT :limit OFFSET :offset""")
                .param("id", id)
                .param("outcomes", outcomes)
                .param("limit", limit)
                .param("offset", offset)
                .query(
                        (row, number) ->
                                new Replay.Result(
                                        row.getString("dead_letter_id"),
                                        row.getString("outcome"),
                                        row.getString("message"),
                                        row.getString("commitment_number"),
                                        row.getString("number"),
                                        row.getString("title"),
                                        Columns.money(row.getBigDecimal("amount"))))
                .list();
    }

    /** Open failures that it would take as well if it started now; of ids there are none. */
    private Integer joined(Row row) {
        Map<String, String> filters = Selection.Asked.filters(row.selection);
        if (filters.isEmpty()) {
            return null;
        }
        Filter filter = Filter.of(filters, Refusal::malformed);
        return jdbc.sql(
                        "SELECT COUNT(*)"
                                + DeadLetters.FROM
                                + filter.where()
                                + """
                                 AND d.last_seen <= :until
                                AND NOT EXISTS (SELECT 1 FROM replay_item i
                                    WHERE i.replay_id = :replay
                                        AND i.change_order_id = d.change_order_id)""")
                .params(filter.params())
                .param(
                        "until",
                        Columns.time(
                                row.finishedAt == null
                                        ? Instant.parse("9999-01-01T00:00:00Z")
                                        : row.finishedAt))
                .param("replay", row.id)
                .query(Integer.class)
                .single();
    }

    private static String group(Row row) {
        return row.selection.has("group") ? "the group" : "what was asked for";
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        String selection = row.getString("selection");
        return new Row(
                row.getLong("id"),
                row.getString("state"),
                row.getString("actor"),
                row.getString("reason"),
                row.getBoolean("canary"),
                row.getBigDecimal("rate_per_second"),
                row.getBoolean("check_procore"),
                selection == null ? NullNode.instance : Json.read(selection),
                row.getBigDecimal("total_amount") == null
                        ? null
                        : Columns.money(row.getBigDecimal("total_amount")),
                row.getString("message"),
                Columns.time(row, "started_at"),
                Columns.time(row, "finished_at"));
    }
}
