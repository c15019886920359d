package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.queue.Resends;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
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
     * Longer than a start takes, with a Procore that is slow to answer. An item claimed before that
     * whose dead letter is still open went down with its node, and is claimed anew.
     */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    /** How much a replay may make up for when the runner comes late. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private static final String NONE = "None of them could be sent again.";
    private static final String NOT_TRIED = "Not tried: the first one, sent ahead, failed again.";

    private record Claimed(
            long replay,
            int position,
            long changeOrderId,
            Instant at,
            String actor,
            String reason,
            boolean checkProcore) {}

    private final ReplayTable table;
    private final ReplayItemTable items;
    private final ReplayTrail trail;
    private final TransactionTemplate transaction;
    private final Resending resending;
    private final String node;
    private final Clock clock;

    /**
     * @param node this one's name, which no other has at the same time
     */
    public ReplayRunner(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Resending resending,
            String node,
            Clock clock) {
        this.table = new ReplayTable(jdbc);
        this.items = new ReplayItemTable(jdbc);
        this.trail = new ReplayTrail(jdbc, clock);
        this.transaction = transaction;
        this.resending = resending;
        this.node = node;
        this.clock = clock;
    }

    /** At the start of the node: what it had claimed when it was cut off goes on at once. */
    public int releaseOwn() {
        List<Long> unfinished = table.unfinished();
        if (!unfinished.isEmpty()) {
            LOG.info(
                    "Replays that are not finished, and go on unless they are paused: {}",
                    unfinished);
        }
        return items.release(node);
    }

    /**
     * Takes every unfinished replay as far as it can go now; in turn, one item of each.
     *
     * @return how many items were taken up; exports may be due then
     */
    public int advance() {
        List<Long> replays = table.unfinished();
        List<Long> moving = those(replays, this::settle);
        int started = 0;
        while (!moving.isEmpty()) {
            moving = those(moving, this::startNext);
            started += moving.size();
        }
        those(replays, this::settle);
        return started;
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
                    items.underWay(replayId).forEach(item -> settle(replay, item));
                    return !finished(replay);
                });
    }

    private void settle(ReplayTable.Held replay, ReplayItemTable.UnderWay item) {
        switch (item.state()) {
            case SYNCED, UNLINKED -> end(replay, item, "succeeded", item.message());
            case FAILED_TO_EXPORT -> {
                if (item.started()) {
                    end(replay, item, "failed", item.newMessage());
                } else if (item.claimedAt().plus(CLAIM).isBefore(clock.instant())) {
                    giveBack(replay, item);
                }
            }
            case ACCEPTED -> {}
            case READY_TO_EXPORT -> end(replay, item, "skipped", back(item));
            case NEEDS_ATTENTION, RETRIEVED, REJECTED ->
                    end(
                            replay,
                            item,
                            "skipped",
                            "It was taken out of the export and is now " + item.state() + ".");
        }
    }

    /** The node that gave it back may not have come to say so. */
    private static String back(ReplayItemTable.UnderWay item) {
        return item.back() == null
                ? "It waits for a new approval."
                : "It waits for a new approval, since " + item.back() + ".";
    }

    private void giveBack(ReplayTable.Held replay, ReplayItemTable.UnderWay item) {
        if (replay.cancelled()) {
            end(replay, item, "skipped", "The replay was cancelled before it was started.");
        } else {
            items.giveBack(replay.id(), item.position());
        }
    }

    private void end(
            ReplayTable.Held replay,
            ReplayItemTable.UnderWay item,
            String outcome,
            String message) {
        items.end(replay.id(), item.position(), outcome, message);
    }

    private boolean finished(ReplayTable.Held replay) {
        long id = replay.id();
        boolean canaryFailed =
                replay.canary() && items.has(id, "failed") && !items.has(id, "succeeded");
        if (canaryFailed) {
            items.skipWaiting(id, NOT_TRIED);
        }
        if (items.has(id, "waiting", "under way")) {
            return false;
        }
        boolean done = !canaryFailed && items.has(id, "succeeded", "failed");
        String state = done ? "done" : "failed";
        String why = canaryFailed ? canaryWords(id) : done ? null : NONE;
        table.finish(id, state, why, clock.instant());
        if (!replay.cancelled()) {
            trail.finished(id, state, why);
        }
        log(id, replay.cancelled() ? "cancelled" : state, replay.cancelled() ? null : why);
        return true;
    }

    private void log(long id, String state, String why) {
        Map<String, Integer> counts = items.counts(id);
        LOG.atLevel(state.equals("failed") ? Level.WARN : Level.INFO)
                .log(
                        "Replay {}: {}, {} succeeded, {} failed, {} not sent{}",
                        id,
                        state,
                        counts.getOrDefault("succeeded", 0),
                        counts.getOrDefault("failed", 0),
                        counts.getOrDefault("skipped", 0),
                        why == null ? "" : ". " + why);
    }

    private String canaryWords(long replay) {
        ReplayItemTable.Failed canary = items.firstFailed(replay).orElseThrow();
        return "The canary, dead letter %d, failed again: %s Nothing else was tried."
                .formatted(canary.deadLetterId(), closed(String.valueOf(canary.message())));
    }

    private static String closed(String message) {
        return message.matches("(?s).*[.!?]") ? message : message + ".";
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
        Optional<ReplayItemTable.Waiting> next = startable(id);
        if (next.isEmpty() || !items.claim(id, next.get().position(), node, now)) {
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
                        replay.reason(),
                        replay.checkProcore()));
    }

    /** The first one that waits; those whose turn came too late are skipped on the way. */
    private Optional<ReplayItemTable.Waiting> startable(long replay) {
        Optional<ReplayItemTable.Waiting> next = items.firstWaiting(replay);
        while (next.isPresent()) {
            Optional<String> tooLate = items.tooLate(next.get());
            if (tooLate.isEmpty()) {
                return next;
            }
            items.end(replay, next.get().position(), "skipped", tooLate.get());
            next = items.firstWaiting(replay);
        }
        return next;
    }

    /** The canary is the first one that is exported at all: one that was skipped shows nothing. */
    private boolean waitsForCanary(ReplayTable.Held replay) {
        return replay.canary()
                && !items.has(replay.id(), "succeeded")
                && items.has(replay.id(), "under way", "failed");
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
            Resends.ReplayStart start =
                    resending.replay(item.changeOrderId, by, item.reason, item.checkProcore);
            if (!start.underWay()) {
                items.end(item.replay, item.position, "skipped", start.message());
            } else if (start.message() != null) {
                items.note(item.replay, item.position, start.message());
            }
        } catch (Refusal refusal) {
            items.notStarted(item.replay, item.position, item.at, refusal.getMessage());
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
