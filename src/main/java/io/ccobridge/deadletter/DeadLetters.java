package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Timeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the dead letters say: the failed exports that wait for an admin, and those that no longer
 * do. Changes nothing.
 */
public final class DeadLetters {

    /** The filter that the tables cannot answer alone: it is the catalogue's. */
    private static final String FIX_IN = "fix_in";

    private static final int MOST_COUNTED = 10_000;

    /** Secrets of a call; they have no business in a header that is stored, and are never shown. */
    private static final Set<String> SECRET = Set.of("Authorization_ID", "GUID");

    static final String FROM =
            " FROM dead_letter d JOIN change_order c ON c.id = d.change_order_id ";

    private static final String SELECT =
            """
            SELECT d.id, d.change_order_id, d.export_id, d.cause, d.category, d.column_name, d.code,
                d.http_status, d.message, d.amount, d.first_seen, d.last_seen, d.ended, d.ended_at,
                c.project_id, c.project_name, c.job_number, c.commitment_number, c.vendor,
                c.vendor_code, c.number, c.title, c.change_request_number,
                (SELECT COUNT(*) FROM dead_letter f
                    WHERE f.change_order_id = d.change_order_id AND f.id <= d.id) AS failures,
                EXISTS (SELECT 1 FROM export_line l
                    WHERE l.export_id = d.export_id AND l.state = 'UNKNOWN') AS outcome_unknown"""
                    + " ";

    /** A row with what tells where to look for the rest of it. */
    private record Found(long id, long changeOrderId, long exportId, DeadLetter shown) {}

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final DeadLetterGroups groups;
    private final Notes notes;
    private final Timeline timeline;
    private final ReplayWarnings warnings;
    private final Clock clock;

    public DeadLetters(
            JdbcClient jdbc,
            Catalogue catalogue,
            DeadLetterGroups groups,
            Notes notes,
            Timeline timeline,
            Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.groups = groups;
        this.notes = notes;
        this.timeline = timeline;
        this.warnings = new ReplayWarnings(jdbc);
        this.clock = clock;
    }

    /**
     * A page of the open dead letters.
     *
     * @param query category, group, fix_in, q, project, job, commitment, vendor, min_amount,
     *     min_age; page, per_page (1 to 200, usually 50), after; 400 for any other
     */
    public DeadLetter.Page list(Map<String, String> query) {
        Filter filter = filter(query, Paging.NAMES);
        Paging paging = Paging.of(query);
        List<Found> found = find(filter, paging.before(), paging.perPage() + 1, paging.offset());
        boolean more = found.size() > paging.perPage();
        List<Found> shown = more ? found.subList(0, paging.perPage()) : found;
        int total = count(filter);
        return new DeadLetter.Page(
                withAttempts(shown),
                paging.page(),
                paging.perPage(),
                Math.min(total, MOST_COUNTED),
                total > MOST_COUNTED,
                more ? Paging.cursor(shown.get(shown.size() - 1).id) : null);
    }

    /** One dead letter with everything that was tried, whether it is open or has ended. */
    public DeadLetter get(String id) {
        Map<String, DeadLetter.Note> standing = notes.standing();
        Found found =
                jdbc.sql(
                                SELECT
                                        + " FROM dead_letter d JOIN every_change_order c ON"
                                        + " c.id = d.change_order_id WHERE d.id = :id")
                        .param("id", Ids.parse(id, "dead letter"))
                        .query((row, number) -> found(row, standing))
                        .optional()
                        .orElseThrow(() -> Ids.unknown(id, "dead letter"));
        return with(
                found.shown,
                timeline.ofExport(found.changeOrderId, found.exportId),
                payload(found.exportId),
                found.shown.ended() == null
                        ? warnings.replayWarnings(found.id)
                        : List.<ReplayWarnings.ReplayWarning>of());
    }

    /**
     * Reads the filters of a list.
     *
     * @param others names that the list knows beside the filters
     * @throws Refusal 400
     */
    Filter filter(Map<String, String> query, Set<String> others) {
        for (String name : query.keySet()) {
            if (!Filter.NAMES.contains(name) && !name.equals(FIX_IN) && !others.contains(name)) {
                throw Refusal.malformed(name, "Dead letters have no filter named " + name + ".");
            }
        }
        Filter filter = Filter.of(query, clock.instant(), Refusal::malformed);
        String place = query.getOrDefault(FIX_IN, "").strip();
        if (place.isEmpty()) {
            return filter;
        }
        return filter.and(
                "d.cause = ANY(:causes)", "causes", groups.fixedIn(place).toArray(String[]::new));
    }

    /** Some of them, newest first, without their attempts; those whose id is below that. */
    List<DeadLetter> slice(Filter filter, long before, int most) {
        return find(filter, before, most, 0).stream().map(Found::shown).toList();
    }

    private List<Found> find(Filter filter, long before, int most, long offset) {
        Map<String, DeadLetter.Note> standing = notes.standing();
        return jdbc.sql(
                        SELECT
                                + FROM
                                + filter.where()
                                + " AND d.id < :before ORDER BY d.id DESC"
                                + " LIMIT :limit OFFSET :offset")
                .params(filter.params())
                .param("before", before)
                .param("limit", most)
                .param("offset", offset)
                .query((row, number) -> found(row, standing))
                .list();
    }

    private int count(Filter filter) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM (SELECT d.id"
                                + FROM
                                + filter.where()
                                + " LIMIT :most) counted")
                .params(filter.params())
                .param("most", MOST_COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    private List<DeadLetter> withAttempts(List<Found> page) {
        Map<Long, Long> exports = new HashMap<>();
        page.forEach(one -> exports.put(one.exportId, one.changeOrderId));
        Map<Long, List<Timeline.Attempt>> attempts = timeline.ofExports(exports);
        return page.stream()
                .map(
                        one ->
                                with(
                                        one.shown,
                                        attempts.getOrDefault(one.exportId, List.of()),
                                        null,
                                        null))
                .toList();
    }

    private DeadLetter.Payload payload(long exportId) {
        List<DeadLetter.PayloadLine> lines =
                jdbc.sql("SELECT * FROM export_line WHERE export_id = :export ORDER BY position")
                        .param("export", exportId)
                        .query(
                                (row, number) ->
                                        new DeadLetter.PayloadLine(
                                                row.getString("phase"),
                                                row.getString("cost_type"),
                                                Columns.money(row.getBigDecimal("amount")),
                                                row.getString("state")))
                        .list();
        return jdbc.sql("SELECT change_request_number, header FROM export WHERE id = :export")
                .param("export", exportId)
                .query(
                        (row, number) ->
                                new DeadLetter.Payload(
                                        row.getString("change_request_number"),
                                        masked(Json.read(row.getString("header"))),
                                        lines))
                .single();
    }

    private static Map<String, String> masked(JsonNode header) {
        Map<String, String> shown = new LinkedHashMap<>();
        header.properties()
                .forEach(
                        element ->
                                shown.put(
                                        element.getKey(),
                                        SECRET.contains(element.getKey())
                                                ? "***"
                                                : element.getValue().asText()));
        return shown;
    }

    private Found found(ResultSet row, Map<String, DeadLetter.Note> standing) throws SQLException {
        Failure failure = DeadLetterGroups.failure(row);
        Suggestion suggestion = catalogue.of(failure);
        boolean open = row.getString("ended") == null;
        return new Found(
                row.getLong("id"),
                row.getLong("change_order_id"),
                row.getLong("export_id"),
                new DeadLetter(
                        row.getString("id"),
                        row.getString("change_order_id"),
                        row.getString("cause"),
                        failure.category(),
                        failure.column(),
                        failure.code(),
                        failure.httpStatus(),
                        failure.message(),
                        suggestion.fixIn(),
                        suggestion,
                        open ? standing.get(row.getString("cause")) : null,
                        row.getBoolean("outcome_unknown"),
                        row.getInt("failures"),
                        Columns.money(row.getBigDecimal("amount")),
                        new DeadLetter.Subject(
                                row.getLong("project_id"),
                                row.getString("project_name"),
                                row.getString("job_number"),
                                row.getString("commitment_number"),
                                row.getString("vendor"),
                                row.getString("vendor_code"),
                                row.getString("number"),
                                row.getString("title"),
                                row.getString("change_request_number")),
                        List.of(),
                        null,
                        null,
                        Columns.time(row, "first_seen"),
                        Columns.time(row, "last_seen"),
                        row.getString("ended"),
                        Columns.time(row, "ended_at")));
    }

    private static DeadLetter with(
            DeadLetter letter,
            List<Timeline.Attempt> attempts,
            DeadLetter.Payload payload,
            List<ReplayWarnings.ReplayWarning> warnings) {
        return new DeadLetter(
                letter.id(),
                letter.changeOrderId(),
                letter.group(),
                letter.category(),
                letter.column(),
                letter.code(),
                letter.httpStatus(),
                letter.message(),
                letter.fixIn(),
                letter.suggestion(),
                letter.note(),
                letter.outcomeUnknown(),
                letter.failures(),
                letter.amount(),
                letter.subject(),
                attempts,
                payload,
                warnings,
                letter.firstSeen(),
                letter.lastSeen(),
                letter.ended(),
                letter.endedAt());
    }
}
