package io.ccobridge.observe;

import io.ccobridge.changeorder.State;
import io.ccobridge.procore.PollReport;
import io.ccobridge.procore.Polls;
import io.ccobridge.report.StatusReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * How things stand, for health and metrics: one look at the database serves all that ask within
 * seconds. So a scrape of many numbers is one look, and a database that is away costs those who ask
 * one wait together and not one each.
 */
public final class Levels {

    /**
     * @param deadLetters open ones by category; a category without any is absent
     * @param lagSeconds how long the export that waits longest has been due
     * @param exports running, paused, maintenance, circuit-open or draining
     * @param lastPoll null before the first
     * @param lastGoodPoll when the last one that read anything ended; null before the first
     */
    record Level(
            Map<State, Long> changeOrders,
            Map<String, Long> deadLetters,
            long lagSeconds,
            StatusReport.CircuitState circuit,
            String exports,
            PollReport lastPoll,
            Instant lastGoodPoll) {}

    private static final Logger LOG = LoggerFactory.getLogger(Levels.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final StatusReport status;
    private final Polls polls;
    private final Clock clock;
    private Optional<Level> last = Optional.empty();
    private Instant lookAgainAt = Instant.MIN;

    public Levels(StatusReport status, Polls polls, Clock clock) {
        this.status = status;
        this.polls = polls;
        this.clock = clock;
    }

    /** At most 5 s old; empty when the database does not answer. */
    public synchronized Optional<Level> now() {
        if (!clock.instant().isBefore(lookAgainAt)) {
            last = look();
            lookAgainAt = clock.instant().plus(FRESH);
        }
        return last;
    }

    private Optional<Level> look() {
        try {
            return Optional.of(
                    new Level(
                            status.counts(),
                            status.openDeadLetters(),
                            status.lagSeconds(),
                            status.circuit(),
                            status.exportsState(),
                            polls.newest(),
                            polls.lastGood()));
        } catch (DataAccessException e) {
            LOG.warn("The database does not answer: {}", e.getMostSpecificCause().getMessage());
            return Optional.empty();
        }
    }
}
