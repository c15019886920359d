package io.ccobridge.report;

import io.ccobridge.queue.ChangeOrderTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What came, what was synced and what failed on each of the last days, how long what is ready has
 * waited, and which projects there are. With a hundred thousand change orders counting takes a
 * quarter of a second, so route {@code count-statistics} does it, and nobody who asks waits for it.
 */
public final class Statistics {

    private static final int DAYS = 30;

    /** Counting may take one part of so many of the time. */
    private static final int PARTS = 200;

    /** Counts of one day, in the bridge's time zone. */
    public record Day(LocalDate day, long arrived, long synced, long failed) {}

    /**
     * What is ready to export and has waited for so long.
     *
     * @param fromDays at least this many days
     * @param toDays fewer than these; null: no limit
     * @param total decimal; of all currencies
     * @param totals decimals by currency
     */
    public record Age(
            int fromDays, Integer toDays, long count, String total, Map<String, String> totals) {}

    /** A project that has change orders; of those that are archived nothing is counted. */
    public record Project(long projectId, String projectName, String jobNumber, long count) {}

    /**
     * @param days oldest first, today last
     * @param projects by name
     */
    public record Counted(
            List<Day> days, List<Age> ageing, List<Project> projects, Instant countedAt) {}

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final SiteCurrency currency;
    private final Clock clock;
    private volatile Counted last;
    private volatile Instant nextAt = Instant.MIN;

    /**
     * @param zone in which a day begins and ends
     * @param currency the site's, for change orders that Procore names none of
     */
    public Statistics(JdbcClient jdbc, ZoneId zone, String currency, Clock clock) {
        this.jdbc = jdbc;
        this.zone = zone;
        this.currency = new SiteCurrency(jdbc, currency);
        this.clock = clock;
    }

    /** As it was counted last; counted now before the first time. */
    public Counted get() {
        return last == null ? count() : last;
    }

    /** Counts anew, unless it was done just now for how long it takes. */
    public void countAgain() {
        if (!clock.instant().isBefore(nextAt)) {
            count();
        }
    }

    private Counted count() {
        Instant now = clock.instant();
        last = new Counted(days(now), ageing(now), projects(), now);
        nextAt = now.plus(Duration.between(now, clock.instant()).multipliedBy(PARTS));
        return last;
    }

    private List<Day> days(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        List<LocalDate> days = new ArrayList<>();
        for (int back = DAYS - 1; back >= 0; back--) {
            days.add(today.minusDays(back));
        }
        Map<String, Long> arrived =
                counts(days, "change_order one ON one.created_at", "'arrived'", "1 = 1");
        Map<String, Long> moved =
                counts(
                        days,
                        "audit_entry one ON one.at",
                        "one.to_state",
                        "one.to_state IN ('SYNCED', 'FAILED_TO_EXPORT') AND one.from_state <>"
                                + " one.to_state");
        List<Day> counted = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            counted.add(
                    new Day(
                            days.get(i),
                            arrived.getOrDefault(i + " arrived", 0L),
                            moved.getOrDefault(i + " SYNCED", 0L),
                            moved.getOrDefault(i + " FAILED_TO_EXPORT", 0L)));
        }
        return counted;
    }

    /** By "number-of-the-day what". */
    private Map<String, Long> counts(
            List<LocalDate> days, String table, String what, String condition) {
        String bounds =
                days.stream()
                        .map(
                                day ->
                                        "("
                                                + days.indexOf(day)
                                                + ", TIMESTAMP WITH TIME ZONE '"
                                                + sql(day)
                                                + "', TIMESTAMP WITH TIME ZONE '"
                                                + sql(day.plusDays(1))
                                                + "')")
                        .collect(Collectors.joining(", "));
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(
                        "SELECT bound.number, "
                                + what
                                + ", COUNT(*) FROM (VALUES "
                                + bounds
                                + ") AS bound (number, begins, ends) JOIN "
                                + table
                                + " >= bound.begins AND "
                                + table.substring(table.lastIndexOf(' ') + 1)
                                + " < bound.ends WHERE "
                                + condition
                                + " GROUP BY bound.number, 2")
                .query(
                        row -> {
                            counts.put(row.getInt(1) + " " + row.getString(2), row.getLong(3));
                        });
        return counts;
    }

    private String sql(LocalDate day) {
        return day.atStartOfDay(zone)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime()
                .toString()
                .replace('T', ' ')
                .concat(":00+00:00");
    }

    private List<Project> projects() {
        return jdbc.sql(
                        "SELECT project_id, MAX(project_name), MAX(job_number), COUNT(*) FROM"
                                + " change_order GROUP BY project_id ORDER BY 2, 1")
                .query(
                        (row, number) ->
                                new Project(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4)))
                .list();
    }

    private List<Age> ageing(Instant now) {
        List<Age> ages = new ArrayList<>();
        Integer[] bounds = {0, 1, 3, 7, 30, null};
        boolean alone = currency.alone();
        for (int i = 0; i + 1 < bounds.length; i++) {
            ages.add(age(now, bounds[i], bounds[i + 1], alone));
        }
        return ages;
    }

    private Age age(Instant now, int from, Integer to, boolean alone) {
        CountedTotals sum = currency.nothing();
        jdbc.sql(
                        "SELECT "
                                + (alone ? "NULL AS currency" : "currency")
                                + ", COUNT(*) AS count, SUM(total) AS total FROM change_order"
                                + " WHERE state = 'READY_TO_EXPORT' AND updated_at <= :young AND"
                                + " updated_at > :old"
                                + (alone ? "" : " GROUP BY currency"))
                .param("young", ChangeOrderTable.time(now.minus(Duration.ofDays(from))))
                .param(
                        "old",
                        ChangeOrderTable.time(
                                to == null ? Instant.EPOCH : now.minus(Duration.ofDays(to))))
                .query(sum::add);
        return new Age(from, to, sum.count(), sum.total(), sum.totals());
    }
}
