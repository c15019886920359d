package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.queue.FailedExports;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves replays on, on any number of nodes at once. Whoever decides about a replay holds its row;
 * whoever starts an item has claimed it before, in a transaction of its own. So no item is started
 * twice, and none is lost with the node that claimed it.
 */
public final class ReplayRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);

    /**
     * Longer than a start takes. An item claimed before that whose dead letter is still open went
     * down with its node, and is claimed anew.
     */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    /** How much a replay may make up for when the runner comes late. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private static final String BACK_TO_APPROVAL =
            "It changed in Procore since it was approved, and waits for a new approval.";

    private record Claimed(
            long replay,
            int position,
            long changeOrderId,
            Instant at,
            String actor,
            String reason) {}

    private final ReplayTable table;
    private final TransactionTemplate transaction;
    private final FailedExports exports;
    private final Clock clock;

    public ReplayRunner(
            JdbcClient jdbc, TransactionTemplate transaction, FailedExports exports, Clock clock) {
        this.table = new ReplayTable(jdbc);
        this.transaction = transaction;
        this.exports = exports;
        this.clock = clock;
    }

    /** Takes every unfinished replay as far as it can go now; in turn, one item of each. */
    public void advance() {
        List<Long> replays = table.unfinished();
        List<Long> moving = those(replays, this::settle);
        while (!moving.isEmpty()) {
            moving = those(moving, this::startNext);
        }
        those(replays, this::settle);
    }

    /** One replay that cannot be moved on now does not hold up the others. */
    private static List<Long> those(List<Long> replays, LongPredicate step) {
        return replays.stream()
                .filter(
                        replay -> {
                            try {
                                return step.test(replay);
                            } catch (RuntimeException e) {
                                LOG.error("Replay {} stands still for now", replay, e);
                                return false;
                            }
                        })
                .toList();
    }

    // ---- what is under way comes to its end ------------------------------------------------

    /** False when the replay is finished. */
    private boolean settle(long replayId) {
        return transaction.execute(
                status -> {
                    ReplayTable.Held replay = table.hold(replayId);
                    if (replay.finished()) {
                        return false;
                    }
                    table.underWay(replayId).forEach(item -> settle(replay, item));
                    return !finished(replay);
                });
    }

    private void settle(ReplayTable.Held replay, ReplayTable.UnderWay item) {
        switch (item.state()) {
            case SYNCED, UNLINKED -> end(replay, item, "succeeded", null);
            case FAILED_TO_EXPORT -> {
                if (item.started()) {
                    end(replay, item, "failed", item.newMessage());
                } else if (item.claimedAt().plus(CLAIM).isBefore(clock.instant())) {
                    giveBack(replay, item);
                }
            }
            case ACCEPTED -> {}
            case READY_TO_EXPORT -> end(replay, item, "skipped", BACK_TO_APPROVAL);
            case NEEDS_ATTENTION, RETRIEVED, REJECTED ->
                    end(
                            replay,
                            item,
                            "skipped",
                            "It was taken out of the export and is now " + item.state() + ".");
        }
    }

    private void giveBack(ReplayTable.Held replay, ReplayTable.UnderWay item) {
        if (replay.running()) {
            table.giveBack(replay.id(), item.position());
        } else {
            end(replay, item, "skipped", "The replay was cancelled before it was started.");
        }
    }

    private void end(
            ReplayTable.Held replay, ReplayTable.UnderWay item, String outcome, String message) {
        table.end(replay.id(), item.position(), outcome, message);
    }

    private boolean finished(ReplayTable.Held replay) {
        long id = replay.id();
        boolean canaryFailed =
                replay.canary() && table.has(id, "failed") && !table.has(id, "succeeded");
        if (canaryFailed && replay.running()) {
            table.skipWaiting(id, "Not tried: the first one, sent ahead, failed again.");
        }
        if (table.has(id, "waiting", "under way")) {
            return false;
        }
        boolean done = !canaryFailed && table.has(id, "succeeded", "failed");
        table.finish(id, done ? "done" : "failed", clock.instant());
        return true;
    }

    // ---- the next one is started -----------------------------------------------------------

    /** False when there is none to start now. */
    private boolean startNext(long replayId) {
        Optional<Claimed> claimed = transaction.execute(status -> claim(table.hold(replayId)));
        claimed.ifPresent(this::start);
        return claimed.isPresent();
    }

    private Optional<Claimed> claim(ReplayTable.Held replay) {
        long id = replay.id();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!replay.running() || now.isBefore(replay.nextItemAt()) || waitsForCanary(replay)) {
            return Optional.empty();
        }
        Optional<ReplayTable.Waiting> next = startable(id);
        if (next.isEmpty() || !table.claim(id, next.get().position(), now)) {
            return Optional.empty();
        }
        if (replay.ratePerSecond() != null) {
            table.nextItemAt(id, paced(replay, now));
        }
        return Optional.of(
                new Claimed(
                        id,
                        next.get().position(),
                        next.get().changeOrderId(),
                        now,
                        replay.actor(),
                        replay.reason()));
    }

    /** The first one that waits; those whose turn came too late are skipped on the way. */
    private Optional<ReplayTable.Waiting> startable(long replay) {
        Optional<ReplayTable.Waiting> next = table.firstWaiting(replay);
        while (next.isPresent()) {
            Optional<String> tooLate = table.tooLate(next.get());
            if (tooLate.isEmpty()) {
                return next;
            }
            table.end(replay, next.get().position(), "skipped", tooLate.get());
            next = table.firstWaiting(replay);
        }
        return next;
    }

    /** The canary is the first one that is exported at all: one that was skipped shows nothing. */
    private boolean waitsForCanary(ReplayTable.Held replay) {
        return replay.canary()
                && !table.has(replay.id(), "succeeded")
                && table.has(replay.id(), "under way", "failed");
    }

    private static Instant paced(ReplayTable.Held replay, Instant now) {
        Instant earliest = now.minus(CATCH_UP);
        Instant slot = replay.nextItemAt().isBefore(earliest) ? earliest : replay.nextItemAt();
        return slot.plusNanos(
                NANOS_PER_SECOND
                        .divide(replay.ratePerSecond(), RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private void start(Claimed item) {
        Caller by = new Caller(item.actor, Set.of(Role.ADMIN));
        try {
            if (exports.replay(item.changeOrderId, by, item.reason)
                    == FailedExports.ReplayStart.BACK_TO_APPROVAL) {
                table.end(item.replay, item.position, "skipped", BACK_TO_APPROVAL);
            }
        } catch (Refusal refusal) {
            table.notStarted(item.replay, item.position, item.at, refusal.getMessage());
        } catch (RuntimeException e) {
            // whether it was started is unknown: its dead letter tells, once the claim is over
            LOG.error(
                    "Replay {} could not start change order {}",
                    item.replay,
                    item.changeOrderId,
                    e);
        }
    }
}
