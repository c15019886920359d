package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/**
 * The runs of the poll, past and present. At most one runs, on whatever node: it holds the slot.
 */
public final class Polls {

    /** A run that has not said for so long that it is alive was cut off. */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(2);

    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Polls.class);

    private final JdbcClient database;
    private final String node;
    private final Clock clock;
    private final WholeReadings wholeReadings;
    private Instant lastBeat = Instant.EPOCH;

    /** When everything is to be read again, not only what has changed. */
    @FunctionalInterface
    public interface WholeReadings {
        /**
         * @param last when the last one began; null before the first
         */
        boolean due(Instant last, Instant now);
    }

    /** Everything is read again only when somebody asks for it. */
    public Polls(DataSource dataSource, String node, Clock clock) {
        this(dataSource, node, clock, (last, now) -> false);
    }

    /**
     * @param node the name of this node
     */
    public Polls(DataSource dataSource, String node, Clock clock, WholeReadings wholeReadings) {
        this.database = JdbcClient.create(dataSource);
        this.node = node;
        this.clock = clock;
        this.wholeReadings = wholeReadings;
    }

    /** What a person who starts a poll may ask for: {@code {"full": true}}. */
    public static boolean asksForAll(JsonNode body) {
        return body != null && body.path("full").asBoolean();
    }

    /** A run that is whole only when one is due, see {@link #begin(Long, boolean)}. */
    public PollRun begin(Long project) {
        return begin(project, false);
    }

    /**
     * A run of its own for the caller; null when one is under way.
     *
     * @param project the only one to poll; null: all
     * @param askedForAll everything is to be read; a poll of all projects reads everything, too,
     *     when it is time for it
     */
    public PollRun begin(Long project, boolean askedForAll) {
        Instant now = clock.instant();
        boolean whole = askedForAll || project == null && wholeReadings.due(lastWhole(), now);
        database.sql(
                        """
                        UPDATE poll_run SET state = 'failed', slot = NULL, finished_at = alive_at,
                               errors = '[{"project_id":null,"message":"The poll was cut off."}]'
                        WHERE slot = 1 AND alive_at < ?""")
                .param(time(now.minus(DEAD_AFTER)))
                .update();
        KeyHolder key = new GeneratedKeyHolder();
        try {
            database.sql(
                            """
                            INSERT INTO poll_run (state, slot, node, project_id, whole, started_at,
                                                  alive_at, errors)
                            VALUES ('running', 1, :node, :project, :whole, :now, :now, '[]')""")
                    .param("node", node)
                    .param("project", project)
                    .param("whole", whole)
                    .param("now", time(now))
                    .update(key, "id");
        } catch (DuplicateKeyException oneIsUnderWay) {
            return null;
        }
        return new PollRun(this, key.getKeyAs(Long.class), project, whole, now);
    }

    /** One that was cut off, or could read nothing, was none. */
    private Instant lastWhole() {
        return database.sql(
                        """
                        SELECT started_at FROM poll_run
                        WHERE state = 'done' AND project_id IS NULL AND whole
                        ORDER BY id DESC FETCH FIRST ROW ONLY""")
                .query((row, number) -> instant(row, "started_at"))
                .optional()
                .orElse(null);
    }

    /** The run that is under way, else the last one; null before the first. */
    public PollReport newest() {
        return latest(1).stream().findFirst().orElse(null);
    }

    /** When the last run of all projects that read anything ended; null before the first. */
    public Instant lastGood() {
        return database.sql(
                        """
                        SELECT finished_at FROM poll_run WHERE state = 'done' AND project_id IS NULL
                        ORDER BY id DESC FETCH FIRST ROW ONLY""")
                .query((row, number) -> instant(row, "finished_at"))
                .optional()
                .orElse(null);
    }

    /**
     * Newest first, as the API lists them.
     *
     * @param query per_page, 50 when absent
     */
    public Map<String, List<PollReport>> list(Map<String, String> query) {
        return Map.of("items", latest(Integer.parseInt(query.getOrDefault("per_page", "50"))));
    }

    private List<PollReport> latest(int most) {
        return database.sql("SELECT * FROM poll_run ORDER BY id DESC FETCH FIRST ? ROWS ONLY")
                .param(most)
                .query((row, number) -> report(row))
                .list();
    }

    /** Ends a run and gives the slot back. */
    public void finish(PollRun run) {
        PollReport report = run.report(clock.instant());
        save(report);
        if (report.errors().isEmpty()) {
            LOG.info("{}", report);
        } else {
            LOG.warn("{}", report);
        }
    }

    /** Says that the run is alive; false when it was taken for dead. */
    boolean stillRuns(PollRun run) {
        Instant now = clock.instant();
        if (Duration.between(lastBeat, now).compareTo(BEAT) < 0) {
            return true;
        }
        lastBeat = now;
        return save(run.report(null));
    }

    private boolean save(PollReport report) {
        return database.sql(
                                """
                                UPDATE poll_run SET state = :state, slot = :slot, alive_at = :now,
                                       finished_at = :finished, projects = :projects, seen = :seen,
                                       new_count = :new, changed_count = :changed, calls = :calls,
                                       errors = :errors
                                WHERE id = :id AND slot = 1""")
                        .param("state", report.state())
                        .param("slot", report.finishedAt() == null ? 1 : null)
                        .param("now", time(clock.instant()))
                        .param("finished", time(report.finishedAt()))
                        .param("projects", report.projects())
                        .param("seen", report.seen())
                        .param("new", report.newOnes())
                        .param("changed", report.changed())
                        .param("calls", report.calls())
                        .param("errors", Json.writeAscii(report.errors()))
                        .param("id", Long.parseLong(report.id()))
                        .update()
                > 0;
    }

    private static PollReport report(ResultSet row) throws SQLException {
        return new PollReport(
                Long.toString(row.getLong("id")),
                row.getString("state"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getInt("projects"),
                row.getInt("seen"),
                row.getInt("new_count"),
                row.getInt("changed_count"),
                row.getInt("calls"),
                List.of(Json.read(row.getString("errors"), PollReport.PollError[].class)),
                row.getBoolean("whole"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
