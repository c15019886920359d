package io.ccobridge.queue;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves what has long been synced to the archive, a few at a time, so that nobody waits for it. */
public final class Archiver {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);
    private static final int AT_ONCE = 100;

    private final TransactionTemplate transaction;
    private final Archive archive;
    private final AuditTrail trail;
    private final Duration syncedAfter;
    private final Clock clock;

    /**
     * @param syncedAfter how long one must have been synced and unchanged; zero: none is moved
     */
    public Archiver(
            JdbcClient jdbc, TransactionTemplate transaction, Duration syncedAfter, Clock clock) {
        this.transaction = transaction;
        this.archive = new ChangeOrderTable(jdbc).archive();
        this.trail = new AuditTrail(jdbc, clock);
        this.syncedAfter = syncedAfter;
        this.clock = clock;
    }

    /**
     * @return how many were moved
     */
    public int run() {
        if (syncedAfter.isZero()) {
            return 0;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int moved = 0;
        int some;
        do {
            some = transaction.execute(status -> takeIn(now.minus(syncedAfter), now));
            moved += some;
        } while (some == AT_ONCE);
        if (moved > 0) {
            LOG.info("{} change orders went to the archive", moved);
        }
        return moved;
    }

    private int takeIn(Instant unchangedSince, Instant now) {
        int some = archive.takeIn(unchangedSince, AT_ONCE, now);
        if (some > 0) {
            trail.administration(
                    Caller.SYSTEM,
                    "archive",
                    some + " change orders, long synced and unchanged, went to the archive.",
                    Map.of("change_orders", some, "unchanged_since", unchangedSince));
        }
        return some;
    }
}
