package io.ccobridge.reconciliation;

import static io.ccobridge.reconciliation.Rows.instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much the bridge knew at the moment that is asked for, and what it cannot say of it. */
final class Knowledge {

    /** Procore is read every few minutes; what was read so long before is no month-end. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final int NAMED = 10;

    private final List<String> gaps = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();
    private final List<Long> doubtful = new ArrayList<>();
    private final List<Long> undocumented = new ArrayList<>();
    private final List<Long> perhapsTwice = new ArrayList<>();
    private final Set<String> currencies = new TreeSet<>();
    private final Set<Long> projects = new TreeSet<>();
    private Instant procoreReadAt;

    /** When the last good read of Procore before the moment began; null when there was none. */
    Instant procoreReadAt() {
        return procoreReadAt;
    }

    /** Whether nothing is missing that would have to be known. */
    boolean complete() {
        return gaps.isEmpty();
    }

    /** What is missing, then what else is worth knowing. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(gaps);
        notes.addAll(remarks);
        return List.copyOf(notes);
    }

    void see(Standing standing) {
        if (standing.amountUnknown()) {
            unreadable.add(standing.id());
        }
        if (standing.doubtful()) {
            doubtful.add(standing.id());
        }
        if (standing.perhapsTwice()) {
            perhapsTwice.add(standing.id());
        }
        if (!standing.documented()) {
            undocumented.add(standing.id());
        }
        if (standing.counts() || !standing.holdings().isEmpty()) {
            projects.add(standing.projectId());
        }
        if (standing.counts() && standing.currency() != null) {
            currencies.add(standing.currency());
        }
    }

    /**
     * After the last change order.
     *
     * @param notRead what a project is called that Procore is not asked about any more
     */
    void conclude(
            JdbcClient jdbc,
            Documents documents,
            Moment moment,
            Long project,
            LongFunction<Optional<String>> notRead) {
        polls(jdbc, moment, project);
        if (!moment.now()) {
            late(jdbc, documents, moment, project);
        }
        gap(unreadable, "The amount of %s cannot be read; it is in no sum: %s.");
        gap(
                doubtful,
                "What Spectrum held of %s at that moment cannot be told exactly any more: %s.");
        gap(
                undocumented,
                "What Procore said of %s is not kept any more; taken for approved, with the amount"
                        + " of the list: %s.");
        if (!perhapsTwice.isEmpty()) {
            remarks.add(
                    "Of %s Spectrum may hold a part once more, under an earlier number that nobody said is deleted there: %s."
                            .formatted(counted(perhapsTwice.size()), named(perhapsTwice)));
        }
        projects.forEach(id -> notRead.apply(id).ifPresent(name -> notRead(id, name)));
        if (currencies.size() > 1) {
            remarks.add(
                    "The sums add up amounts in "
                            + String.join(" and ", currencies)
                            + " as they stand.");
        }
        if (moment.dayStillRuns()) {
            remarks.add("The day is not over: this is how it stands now.");
        }
    }

    /** Usual of a project that is over; whoever expects otherwise must be able to see it. */
    private void notRead(long id, String name) {
        remarks.add(
                "Project "
                        + id
                        + " ("
                        + name
                        + ") is not read from Procore any more; what has changed there since is not"
                        + " known.");
    }

    private void gap(List<Long> changeOrders, String text) {
        if (!changeOrders.isEmpty()) {
            gaps.add(text.formatted(counted(changeOrders.size()), named(changeOrders)));
        }
    }

    private void polls(JdbcClient jdbc, Moment moment, Long project) {
        procoreReadAt =
                poll(jdbc, moment, project, "AND state = 'done'").map(Run::startedAt).orElse(null);
        if (procoreReadAt == null) {
            gaps.add(
                    moment.now()
                            ? "Procore has not been read yet."
                            : "Procore had not been read then.");
        } else if (Duration.between(procoreReadAt, moment.at()).compareTo(OLD) > 0) {
            gaps.add(
                    "Procore was last read at "
                            + procoreReadAt
                            + "; what was approved there since is not in it.");
        }
        poll(jdbc, moment, project, "")
                .map(run -> run.error(project))
                .ifPresent(error -> gaps.add("The last read of Procore was not whole: " + error));
    }

    private record Run(Instant startedAt, JsonNode errors) {

        /** The first that concerns the project; null when none does. */
        String error(Long project) {
            List<String> all = new ArrayList<>();
            for (JsonNode error : errors) {
                JsonNode about = error.path("project_id");
                if (project == null || about.isNull() || about.asLong() == project) {
                    all.add(
                            (about.isNumber() ? "project " + about.asText() + ": " : "")
                                    + error.path("message").asText());
                }
            }
            return all.isEmpty()
                    ? null
                    : all.get(0) + (all.size() > 1 ? " (and " + (all.size() - 1) + " more)" : "");
        }
    }

    private static Optional<Run> poll(
            JdbcClient jdbc, Moment moment, Long project, String condition) {
        return jdbc.sql(
                        "SELECT started_at, errors FROM poll_run WHERE finished_at <= :at AND"
                                + " (project_id IS NULL OR project_id = CAST(:project AS BIGINT)) "
                                + condition
                                + " ORDER BY finished_at DESC, id DESC LIMIT 1")
                .param("at", moment.column())
                .param("project", project)
                .query(
                        (row, number) ->
                                new Run(
                                        instant(row, "started_at"),
                                        Json.read(row.getString("errors"))))
                .optional();
    }

    /**
     * What had changed in Procore by then and was read only later: the first document after the
     * moment that says it is older than the moment.
     */
    private void late(JdbcClient jdbc, Documents documents, Moment moment, Long project) {
        List<Long> late = new ArrayList<>();
        jdbc.sql(
                        """
                        SELECT c.id, c.project_id, after_it.body AS body_after, before_it.body AS body_before
                        FROM every_change_order c
                        JOIN document after_it ON after_it.id = (
                            SELECT MIN(id) FROM document WHERE change_order_id = c.id AND received_at > :at)
                        LEFT JOIN document before_it ON before_it.id = (
                            SELECT MAX(id) FROM document WHERE change_order_id = c.id AND received_at <= :at)
                        WHERE TRUE%s
                        ORDER BY c.id"""
                                .formatted(Rows.of(project)))
                .param("at", moment.column())
                .param("project", project)
                .query(
                        row -> {
                            if (isLate(documents, moment, row)) {
                                late.add(row.getLong("id"));
                            }
                        });
        gap(late, "%s had changed in Procore by then, which was read only later: %s.");
    }

    private static boolean isLate(Documents documents, Moment moment, ResultSet row)
            throws SQLException {
        String after = row.getString("body_after");
        if (documents.updatedAt(after).filter(at -> !at.isAfter(moment.at())).isEmpty()) {
            return false;
        }
        String before = row.getString("body_before");
        long project = row.getLong("project_id");
        return before == null
                || !Fingerprint.of(documents.read(before, project))
                        .equals(Fingerprint.of(documents.read(after, project)));
    }

    private static String counted(int count) {
        return count == 1 ? "1 change order" : count + " change orders";
    }

    private static String named(List<Long> ids) {
        String first =
                ids.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return ids.size() <= NAMED ? first : first + " and " + (ids.size() - NAMED) + " more";
    }
}
