package io.ccobridge.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last reads of Procore. */
public final class PollRuns {

    /**
     * A read of Procore, project by project.
     *
     * @param state running, done or failed
     * @param finishedAt null while it runs
     * @param errors a list of {@code {project_id, message}} as JSON
     */
    public record PollRun(
            String id,
            String state,
            Instant startedAt,
            Instant finishedAt,
            int projects,
            int seen,
            @JsonProperty("new") int newCount,
            @JsonProperty("changed") int changedCount,
            int calls,
            JsonNode errors) {}

    private static final int USUAL = 50;

    private final JdbcClient jdbc;

    public PollRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param query per_page, 50 when absent
     */
    public Map<String, List<PollRun>> list(Map<String, String> query) {
        String perPage = query.get("per_page");
        return Map.of("items", last(perPage == null ? USUAL : Integer.parseInt(perPage)));
    }

    /** Newest first. */
    public List<PollRun> last(int count) {
        return jdbc.sql(
                        "SELECT id, state, started_at, finished_at, projects, seen, new_count,"
                                + " changed_count, calls, errors FROM poll_run ORDER BY id DESC LIMIT "
                                + count)
                .query(PollRuns::run)
                .list();
    }

    private static PollRun run(ResultSet row, int number) throws SQLException {
        return new PollRun(
                Long.toString(row.getLong("id")),
                row.getString("state"),
                Shown.instant(row, "started_at"),
                Shown.instant(row, "finished_at"),
                row.getInt("projects"),
                row.getInt("seen"),
                row.getInt("new_count"),
                row.getInt("changed_count"),
                row.getInt("calls"),
                Shown.json(row, "errors"));
    }
}
