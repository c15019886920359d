package io.ccobridge.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ccobridge.changeorder.State;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.Shown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the bridge is doing, at a glance. */
public final class StatusReport {

    /**
     * What is known elsewhere.
     *
     * @param lastPoll the poll that is under way, else the last one, as JSON shows it; gives null
     *     before the first
     * @param nextPollAt gives null when Procore is read only on demand
     * @param rateLimit Procore's, as last seen: anything that JSON shows as {@code {limit,
     *     remaining, resets_at}}; gives null before the first answer
     * @param mail whether and how mail is sent
     * @param runsOn what the bridge runs on, with versions
     */
    public record Sources(
            Supplier<Object> lastPoll,
            Supplier<Instant> nextPollAt,
            Supplier<Object> rateLimit,
            Supplier<String> mail,
            String version,
            Map<String, String> runsOn) {}

    /**
     * The report, as the API shows it.
     *
     * @param changeOrders all eight states, without the archived ones
     * @param archived those that were synced long ago
     * @param exports whether exports go out
     * @param lagSeconds how long the export that waits longest has been due; 0 when none is
     */
    public record Status(
            Map<State, Sum> changeOrders,
            Sum archived,
            ExportsReport.Exports exports,
            Object lastPoll,
            Instant nextPollAt,
            long lagSeconds,
            Map<String, CircuitState> spectrum,
            Map<String, Object> procore,
            String mail,
            String version,
            Map<String, String> runsOn) {}

    /**
     * @param total decimal text; of all currencies
     * @param totals decimal texts by currency; null where all is in the site's
     */
    public record Sum(
            long count,
            String total,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> totals) {}

    /**
     * @param state closed, open or half-open
     * @param reason null when closed
     * @param nextProbeAt null when closed
     */
    public record CircuitState(String state, Instant since, String reason, Instant nextProbeAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Sources sources;
    private final ExportsReport exports;
    private final SiteCurrency currency;

    /** Of a bridge without maintenance windows. */
    public StatusReport(JdbcClient jdbc, Clock clock, Sources sources) {
        this(jdbc, clock, sources, new ExportsReport(jdbc, clock), "USD");
    }

    /**
     * @param currency the site's, for change orders that Procore names none of
     */
    public StatusReport(
            JdbcClient jdbc, Clock clock, Sources sources, ExportsReport exports, String currency) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.sources = sources;
        this.exports = exports;
        this.currency = new SiteCurrency(jdbc, currency);
    }

    public Status get() {
        Map<String, Object> procore = new LinkedHashMap<>();
        procore.put("rate_limit", sources.rateLimit().get());
        return new Status(
                changeOrders(),
                archived(),
                exports.get(),
                sources.lastPoll().get(),
                sources.nextPollAt().get(),
                lagSeconds(),
                Map.of("circuit", circuit()),
                procore,
                sources.mail().get(),
                sources.version(),
                sources.runsOn());
    }

    private Map<State, Sum> changeOrders() {
        Map<State, CountedTotals> sums = new LinkedHashMap<>();
        for (State state : State.values()) {
            sums.put(state, currency.nothing());
        }
        jdbc.sql(
                        currency.alone()
                                ? "SELECT state, NULL AS currency, COUNT(*) AS count, SUM(total) AS"
                                        + " total FROM change_order GROUP BY state"
                                : "SELECT state, currency, COUNT(*) AS count, SUM(total) AS total"
                                        + " FROM change_order GROUP BY state, currency")
                .query(
                        row -> {
                            sums.get(State.valueOf(row.getString("state"))).add(row);
                        });
        Map<State, Sum> shown = new LinkedHashMap<>();
        sums.forEach((state, sum) -> shown.put(state, sum.shown()));
        return shown;
    }

    private Sum archived() {
        CountedTotals sum = currency.nothing();
        jdbc.sql(
                        "SELECT currency, COUNT(*) AS count, SUM(total) AS total FROM"
                                + " change_order_archive GROUP BY currency")
                .query(sum::add);
        return sum.shown();
    }

    /** Whether exports go out, in a word; see {@link ExportsReport.Exports}. */
    public String exportsState() {
        return exports.state();
    }

    /** How many change orders there are in each of the eight states. */
    public Map<State, Long> counts() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("SELECT state, COUNT(*) AS count FROM change_order GROUP BY state")
                .query(
                        row -> {
                            counts.put(State.valueOf(row.getString("state")), row.getLong("count"));
                        });
        return counts;
    }

    /** How many dead letters are open, by category; a category without any is absent. */
    public Map<String, Long> openDeadLetters() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(
                        "SELECT category, COUNT(*) AS count FROM dead_letter WHERE ended IS NULL GROUP"
                                + " BY category")
                .query(
                        row -> {
                            counts.put(row.getString("category"), row.getLong("count"));
                        });
        return counts;
    }

    /** How long the export that waits longest has been due; 0 when none is. */
    public long lagSeconds() {
        return jdbc.sql(
                        "SELECT due_at FROM export_work WHERE lease_until IS NULL ORDER BY due_at"
                                + " LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(due -> Duration.between(due.toInstant(), clock.instant()).toSeconds())
                .filter(seconds -> seconds > 0)
                .orElse(0L);
    }

    /** The circuit to Spectrum. */
    public CircuitState circuit() {
        return jdbc.sql(
                        "SELECT state, since, reason, next_probe_at FROM circuit WHERE name ="
                                + " 'spectrum'")
                .query(
                        (row, number) ->
                                new CircuitState(
                                        row.getString("state"),
                                        Shown.instant(row, "since"),
                                        row.getString("reason"),
                                        Shown.instant(row, "next_probe_at")))
                .single();
    }
}
