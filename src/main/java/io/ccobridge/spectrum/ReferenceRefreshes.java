package io.ccobridge.spectrum;

import io.ccobridge.json.Json;
import io.ccobridge.spectrum.ReferenceRefresh.Missed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/**
 * The readings of the reference data, by the clock, at the start, and when a person asks for it:
 * that they run, what each could not read, and what is held now. Two at once do no harm, see {@link
 * ReferenceTables}; a person who asks while one runs is shown that one.
 */
public final class ReferenceRefreshes {

    /** The routes that {@code reference-data.camel.yaml} goes through, and what each is about. */
    private static final Map<String, String> PARTS =
            Map.of(
                    "refresh-jobs", "Spectrum's jobs",
                    "refresh-vendors", "Spectrum's vendors",
                    "refresh-phases", "Spectrum's phases",
                    "refresh-procore-master-data",
                            "Procore's projects, vendors, commitments and cost codes",
                    "recheck-waiting", "change orders that wait");

    private static final String NOTHING_YET = "nothing yet";

    private static final String JOBS_OR_VENDORS =
            """
            SELECT (SELECT COUNT(*) FROM spectrum_%1$s) AS held, MIN(refreshed_at) AS read_at,
                   SUM(CASE WHEN complete THEN 0 ELSE 1 END) AS missing
            FROM reference_refresh WHERE what = '%1$ss'""";

    private static final String PHASES =
            """
            SELECT (SELECT COUNT(*) FROM spectrum_phase) AS held, MIN(r.refreshed_at) AS read_at,
                   SUM(CASE WHEN r.complete THEN 0 ELSE 1 END) AS missing
            FROM spectrum_job j LEFT JOIN reference_refresh r ON r.what = 'phases:' || j.number
            WHERE j.status <> 'C'""";

    /**
     * The longest call takes minutes when it is tried again; longer than this nothing is silent.
     */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(15);

    private static final Missed CUT_OFF =
            new Missed("the rest", "The refresh was cut off: the bridge stopped. Start it again.");

    /** So many are kept; they tell of the last days. */
    private static final int KEPT = 100;

    private static final int SHOWN = 10;

    /** More would help nobody. */
    private static final int MOST_ERRORS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceRefreshes.class);

    private final JdbcClient database;
    private final String node;
    private final Clock clock;

    /**
     * What is held of Spectrum.
     *
     * @param what jobs, vendors or phases
     * @param readAt when it was last read, of phases those of the open job that was read the
     *     longest ago; null when never
     * @param whole false when Spectrum said that it gave only some, or when those of an open job
     *     were never read
     */
    public record Held(String what, long count, Instant readAt, boolean whole) {}

    /** What is held, and the last refreshes, newest first. */
    public record Report(List<Held> held, List<ReferenceRefresh> refreshes) {}

    /** A refresh under way. One thread works on it. */
    public static final class Run {

        private final long id;
        private final List<Missed> errors = new ArrayList<>();
        private String part = NOTHING_YET;

        private Run(long id) {
            this.id = id;
        }
    }

    /**
     * @param node the name of this node
     */
    public ReferenceRefreshes(DataSource dataSource, String node, Clock clock) {
        this.database = JdbcClient.create(dataSource);
        this.node = node;
        this.clock = clock;
    }

    /** At the start: those of an earlier process of this node were cut off. */
    public void releaseOwn() {
        endCutOff("node = ?", node);
    }

    public Run begin() {
        endCutOff("alive_at < ?", time(clock.instant().minus(DEAD_AFTER)));
        KeyHolder key = new GeneratedKeyHolder();
        database.sql(
                        """
                        INSERT INTO reference_run (node, part, started_at, alive_at, errors)
                        VALUES (:node, :part, :now, :now, '[]')""")
                .param("node", node)
                .param("part", NOTHING_YET)
                .param("now", time(clock.instant()))
                .update(key, "id");
        return new Run(key.getKeyAs(Long.class));
    }

    /** For a person: null when one runs already, on whatever node. */
    public Run beginUnlessUnderWay() {
        endCutOff("alive_at < ?", time(clock.instant().minus(DEAD_AFTER)));
        ReferenceRefresh newest = newest();
        return newest != null && newest.finishedAt() == null ? null : begin();
    }

    /** The one that runs, else the last one; null before the first. */
    public ReferenceRefresh newest() {
        return latest(1).stream().findFirst().orElse(null);
    }

    /** What is held and when it was read, as the API shows it. */
    public Report report() {
        return new Report(
                List.of(
                        held("jobs", JOBS_OR_VENDORS.formatted("job")),
                        held("vendors", JOBS_OR_VENDORS.formatted("vendor")),
                        held("phases", PHASES)),
                latest(SHOWN));
    }

    /** Says what is being read, and that the refresh is alive. */
    public void reading(@Variable("refresh") Run run, @Variable("part") String route) {
        run.part = PARTS.get(route);
        save(run, null);
    }

    /** Says that the refresh is alive: a part may be long. */
    public void alive(@Variable("refresh") Run run) {
        save(run, null);
    }

    /** What the body says could not be read; what was read before stays. */
    public void missed(@Variable("refresh") Run run, @Body String message) {
        LOG.warn("Reference data: what was read before of {} stays. {}", run.part, message);
        if (run.errors.size() < MOST_ERRORS) {
            run.errors.add(new Missed(run.part, message));
        }
    }

    public void finish(@Variable("refresh") Run run) {
        save(run, clock.instant());
        database.sql("DELETE FROM reference_run WHERE id <= ?").param(run.id - KEPT).update();
        String held =
                report().held().stream()
                        .map(one -> one.what() + " " + one.count())
                        .collect(Collectors.joining(", "));
        if (run.errors.isEmpty()) {
            LOG.info("Reference data: all was read; held of Spectrum: {}.", held);
        } else {
            LOG.warn(
                    "Reference data: {} not read, see above; held of Spectrum: {}.",
                    run.errors.size(),
                    held);
        }
    }

    private void save(Run run, Instant finished) {
        database.sql(
                        """
                        UPDATE reference_run SET part = :part, alive_at = :now,
                               finished_at = :finished, errors = :errors
                        WHERE id = :id""")
                .param("part", run.part)
                .param("now", time(clock.instant()))
                .param("finished", time(finished))
                .param("errors", Json.writeAscii(run.errors))
                .param("id", run.id)
                .update();
    }

    private void endCutOff(String which, Object argument) {
        database.sql(
                        "UPDATE reference_run SET finished_at = alive_at, errors = ?"
                                + " WHERE finished_at IS NULL AND "
                                + which)
                .params(Json.writeAscii(List.of(CUT_OFF)), argument)
                .update();
    }

    private Held held(String what, String sql) {
        return database.sql(sql)
                .query(
                        (row, number) -> {
                            Instant readAt = instant(row, "read_at");
                            boolean whole = readAt != null && row.getInt("missing") == 0;
                            return new Held(what, row.getLong("held"), readAt, whole);
                        })
                .single();
    }

    private List<ReferenceRefresh> latest(int most) {
        return database.sql("SELECT * FROM reference_run ORDER BY id DESC FETCH FIRST ? ROWS ONLY")
                .param(most)
                .query((row, number) -> refresh(row))
                .list();
    }

    private static ReferenceRefresh refresh(ResultSet row) throws SQLException {
        List<Missed> errors = List.of(Json.read(row.getString("errors"), Missed[].class));
        Instant finished = instant(row, "finished_at");
        String ended = errors.isEmpty() ? "done" : "failed";
        return new ReferenceRefresh(
                Long.toString(row.getLong("id")),
                finished == null ? "running" : ended,
                row.getString("part"),
                instant(row, "started_at"),
                finished,
                errors);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
