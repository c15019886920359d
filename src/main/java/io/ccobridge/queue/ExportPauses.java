package io.ccobridge.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An admin's hand on the exports of all nodes. Calls under way finish; none starts until somebody
 * resumes or the time is over, a probe of an open circuit neither. Both answer how exports then
 * stand.
 */
public final class ExportPauses {

    private static final Logger LOG = LoggerFactory.getLogger(ExportPauses.class);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final TransactionTemplate transaction;
    private final Circuit circuit;
    private final Pauses pauses;
    private final ExportsReport report;
    private final Clock clock;

    public ExportPauses(
            JdbcClient jdbc, TransactionTemplate transaction, ExportsReport report, Clock clock) {
        this.transaction = transaction;
        this.circuit = new Circuit(jdbc);
        this.pauses = new Pauses(jdbc);
        this.report = report;
        this.clock = clock;
    }

    /**
     * A pause takes the place of one that holds already.
     *
     * @param body {@code reason} and perhaps {@code until}
     */
    public ExportsReport.Exports pause(JsonNode body, Caller by) {
        Instant now = now();
        String reason = reason(body);
        Instant until = until(body, now);
        transaction.executeWithoutResult(
                status -> {
                    // one at a time
                    circuit.lock();
                    pauses.end(now);
                    pauses.replace(by, now);
                    pauses.begin(by, reason, until, now);
                    circuit.hold();
                });
        LOG.info(
                "Exports are paused by {}{}: {}",
                by.name(),
                until == null ? "" : " until " + until,
                oneLine(reason));
        return report.get();
    }

    /**
     * What has waited drains at the set rate.
     *
     * @throws Refusal 409 when exports are not paused
     */
    public ExportsReport.Exports resume(JsonNode body, Caller by) {
        Instant now = now();
        String reason = reason(body);
        transaction.executeWithoutResult(
                status -> {
                    circuit.lock();
                    Optional<Pauses.Pause> pause = pauses.current(now);
                    if (pause.isEmpty()) {
                        throw Refusal.conflict("Exports are not paused.");
                    }
                    pauses.end(by, reason, now);
                    circuit.letGo(now);
                });
        LOG.info("Exports are resumed by {}: {}", by.name(), oneLine(reason));
        return report.get();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String oneLine(String reason) {
        return reason.replaceAll("\\p{Cntrl}", " ");
    }

    private static String reason(JsonNode body) {
        String reason = body.path("reason").asText("").strip();
        if (reason.isEmpty()) {
            throw Refusal.invalid("reason", "A reason is required.");
        }
        return reason;
    }

    private static Instant until(JsonNode body, Instant now) {
        if (!body.hasNonNull("until")) {
            return null;
        }
        Instant until;
        try {
            until =
                    OffsetDateTime.parse(body.get("until").asText())
                            .toInstant()
                            .truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw Refusal.invalid("until", "until is a moment such as 2026-11-23T18:00:00-05:00.");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw Refusal.invalid(
                    "until",
                    until.isAfter(now)
                            ? "A pause ends within a year, or is given no end."
                            : "The end of this pause is over already.");
        }
        return until;
    }
}
