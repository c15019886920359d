package io.ccobridge.queue;

import io.ccobridge.changeorder.State;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether exports go out, since when not and why not, and what waits meanwhile. */
public final class ExportsReport {

    /**
     * The report, as the API shows it.
     *
     * @param state running, paused, maintenance, circuit-open or draining
     * @param since null while running
     * @param by who paused; null in any other state
     * @param reason null while running and draining
     * @param until when it ends by itself, null when that is not known
     * @param nextTryAt while the circuit is open, when one goes to find out; null while one is
     *     under way, and in any other state
     * @param waiting the accepted change orders
     * @param rate how many start a second while a backlog drains, of all nodes together
     * @param summary the same in a sentence or two
     */
    public record Exports(
            String state,
            Instant since,
            String by,
            String reason,
            Instant until,
            Instant nextTryAt,
            Waiting waiting,
            BigDecimal rate,
            String summary) {}

    /**
     * The accepted change orders.
     *
     * @param total decimal text, of all currencies
     */
    public record Waiting(long count, String total) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Where the reader's day is not known. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final ExportGate.Rules rules;
    private final Circuit circuit;
    private final Pauses pauses;
    private final Clock clock;

    /** Of a bridge without maintenance windows. */
    public ExportsReport(JdbcClient jdbc, Clock clock) {
        this(jdbc, ExportGate.Rules.usual(Duration.ofSeconds(10)), clock);
    }

    public ExportsReport(JdbcClient jdbc, ExportGate.Rules rules, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.circuit = new Circuit(jdbc);
        this.pauses = new Pauses(jdbc);
        this.clock = clock;
    }

    public Exports get() {
        return report(clock.instant(), waiting());
    }

    /** Its state alone; see {@link Exports}. */
    public String state() {
        return report(clock.instant(), null).state();
    }

    /**
     * Why no export starts now, since when and until when, in a sentence that says nothing of how
     * many wait; empty when they go out.
     */
    public Optional<String> standstill() {
        Exports now = report(clock.instant(), null);
        return switch (now.state()) {
            case "paused" ->
                    Optional.of(
                            "Exports are paused since %s by %s (%s), %s."
                                    .formatted(
                                            MOMENT.format(now.since()),
                                            now.by(),
                                            now.reason(),
                                            now.until() == null
                                                    ? "until somebody resumes them"
                                                    : "until " + MOMENT.format(now.until())));
            case "maintenance" ->
                    Optional.of(
                            "Maintenance since %s: no export starts until %s (setting maintenance.windows)."
                                    .formatted(
                                            MOMENT.format(now.since()),
                                            MOMENT.format(now.until())));
            case "circuit-open" ->
                    Optional.of(
                            "Exports stand still since %s, since Spectrum %s (%s); %s."
                                    .formatted(
                                            MOMENT.format(now.since()),
                                            circuit.read().kind() == Circuit.Kind.OUTAGE
                                                    ? "is down"
                                                    : "refuses us",
                                            bare(now.reason()),
                                            now.nextTryAt() == null
                                                    ? "it is being tried now"
                                                    : "next try "
                                                            + MOMENT.format(now.nextTryAt())));
            default -> Optional.empty();
        };
    }

    /** At what pace what has waited goes out; empty when exports start as they come. */
    Optional<String> draining() {
        return state().equals("draining")
                ? Optional.of("what has waited goes out, the oldest first, " + rate() + " a second")
                : Optional.empty();
    }

    private Exports report(Instant now, Waiting waiting) {
        Optional<Pauses.Pause> pause = pauses.current(now);
        if (pause.isPresent()) {
            return paused(pause.get(), waiting, now);
        }
        Optional<MaintenanceWindows.Span> window = rules.windows().at(now);
        if (window.isPresent()) {
            return maintenance(window.get(), waiting, now);
        }
        Circuit.Row row = circuit.read();
        if (!row.closed()) {
            return open(row, waiting, now);
        }
        if (row.drainingSince() != null && anything(waiting)) {
            return report(
                    "draining",
                    row.drainingSince(),
                    null,
                    null,
                    null,
                    null,
                    waiting,
                    "Exports go out again since %s, %s a second; %s."
                            .formatted(
                                    shown(row.drainingSince(), now),
                                    rate(),
                                    counted(waiting, "waits", "wait")));
        }
        return report(
                "running",
                null,
                null,
                null,
                null,
                null,
                waiting,
                "Exports go out; %s."
                        .formatted(counted(waiting, "is on its way", "are on their way")));
    }

    private Exports paused(Pauses.Pause pause, Waiting waiting, Instant now) {
        return report(
                "paused",
                pause.since(),
                pause.by(),
                pause.reason(),
                pause.until(),
                null,
                waiting,
                "Exports are paused since %s by %s (%s), %s; %s."
                        .formatted(
                                shown(pause.since(), now),
                                pause.by(),
                                pause.reason(),
                                pause.until() == null
                                        ? "until somebody resumes them"
                                        : "until " + shown(pause.until(), now),
                                counted(waiting, "is safe", "are safe")));
    }

    private Exports maintenance(MaintenanceWindows.Span window, Waiting waiting, Instant now) {
        return report(
                "maintenance",
                window.start(),
                null,
                "A maintenance window (setting maintenance.windows).",
                window.end(),
                null,
                waiting,
                "Maintenance since %s, no export starts until %s; %s."
                        .formatted(
                                shown(window.start(), now),
                                shown(window.end(), now),
                                counted(waiting, "is safe", "are safe")));
    }

    private Exports open(Circuit.Row row, Waiting waiting, Instant now) {
        boolean underWay = row.state().equals("half-open");
        return report(
                "circuit-open",
                row.since(),
                null,
                row.reason(),
                null,
                underWay ? null : row.nextProbeAt(),
                waiting,
                "Spectrum %s since %s (%s); %s; %s."
                        .formatted(
                                row.kind() == Circuit.Kind.OUTAGE ? "is down" : "refuses us",
                                shown(row.since(), now),
                                bare(row.reason()),
                                counted(waiting, "is safe", "are safe"),
                                underWay || row.nextProbeAt() == null
                                        ? "it is being tried now"
                                        : "next try " + shown(row.nextProbeAt(), now)));
    }

    private Exports report(
            String state,
            Instant since,
            String by,
            String reason,
            Instant until,
            Instant nextTryAt,
            Waiting waiting,
            String summary) {
        return new Exports(
                state, since, by, reason, until, nextTryAt, waiting, rules.drainRate(), summary);
    }

    private Waiting waiting() {
        return jdbc.sql(
                        "SELECT COUNT(*) AS count, COALESCE(SUM(total), 0) AS total FROM change_order"
                                + " WHERE state = :state")
                .param("state", State.ACCEPTED.name())
                .query(
                        (row, number) ->
                                new Waiting(
                                        row.getLong("count"),
                                        Shown.money(row.getBigDecimal("total"))))
                .single();
    }

    /** Not counted: perhaps. */
    private static boolean anything(Waiting waiting) {
        return waiting == null || waiting.count() > 0;
    }

    private static String counted(Waiting waiting, String one, String many) {
        if (waiting == null || waiting.count() == 0) {
            return "no accepted change order waits";
        }
        return waiting.count() == 1
                ? "1 accepted change order " + one
                : "%,d accepted change orders ".formatted(waiting.count()) + many;
    }

    private String rate() {
        return rules.drainRate().stripTrailingZeros().toPlainString();
    }

    /** The day too, when it is not today's. */
    private String shown(Instant moment, Instant now) {
        ZoneId zone = rules.windows().zone();
        ZonedDateTime there = moment.atZone(zone);
        return there.toLocalDate().equals(LocalDate.ofInstant(now, zone))
                ? there.format(TIME)
                : there.format(DAY_AND_TIME);
    }

    private static String bare(String reason) {
        return String.valueOf(reason)
                .replaceFirst("^Spectrum does not answer: ", "")
                .replaceFirst("\\.$", "");
    }
}
