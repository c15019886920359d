package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all moves have in common: the row is locked, state and version allow it, and state, version
 * and audit entry change together. Every call belongs to the transaction of the move it serves.
 */
final class Moves {

    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

    private final ChangeOrderTable table;
    private final FirstApprovals firstApprovals;
    private final Clock clock;

    Moves(ChangeOrderTable table, Clock clock) {
        this.table = table;
        this.firstApprovals = table.firstApprovals();
        this.clock = clock;
    }

    /**
     * Nobody else moves it until this transaction has ended. One that the archive holds is taken
     * out of it: something is done with it.
     *
     * @throws Refusal 404
     */
    ChangeOrderRow lock(long id) {
        Optional<ChangeOrderRow> row = table.lock(id);
        if (row.isEmpty() && table.archive().takeOut(id, now())) {
            row = table.lock(id);
        }
        return row.orElseThrow(() -> unknown(id));
    }

    /**
     * The same by Procore's key; what the archive holds is taken out of it. Empty when the bridge
     * does not know it.
     */
    Optional<ChangeOrderRow> lock(long projectId, String key) {
        Optional<ChangeOrderRow> row = table.lock(projectId, key);
        return row.isPresent() || !table.archive().takeOut(projectId, key, now())
                ? row
                : table.lock(projectId, key);
    }

    static Refusal unknown(long id) {
        return Refusal.unknown("There is no change order " + id + ".");
    }

    /**
     * @param version what the caller has seen; null where the call does not say
     * @throws Refusal 409
     */
    static void allow(ChangeOrderRow row, Move move, Integer version) {
        move.refusal(row)
                .ifPresent(
                        why -> {
                            throw Refusal.conflict(why);
                        });
        sameVersion(row, version);
    }

    /**
     * @throws Refusal 409
     */
    static void sameVersion(ChangeOrderRow row, Integer version) {
        if (version != null && version != row.version()) {
            throw Refusal.conflict(
                    "It has moved on: you have seen version "
                            + version
                            + ", it is at version "
                            + row.version()
                            + ". Look at it again.");
        }
    }

    /**
     * @return the row as it was before
     */
    ChangeOrderRow move(long id, Move move, Integer version, State to, Caller by, String reason) {
        ChangeOrderRow row = lock(id);
        allow(row, move, version);
        moveTo(row, to, by, reason, now());
        return row;
    }

    void moveTo(ChangeOrderRow row, State to, Caller by, String reason, Instant now) {
        table.update(row.id(), Map.of("state", to.name()), true, now);
        audit(row, to, by, reason, null, now);
    }

    void audit(ChangeOrderRow row, State to, Caller by, String reason, String detail, Instant now) {
        table.audit(row.id(), row.state(), to, by.actor(), reason, detail, now);
        if (row.state() == State.READY_TO_EXPORT) {
            endFirstApproval(row.id(), to, now);
        }
        // what the system does is told where it happens
        if (row.state() != to && by != Caller.SYSTEM) {
            LOG.info("Change order {}: {} -> {} by {}", row.id(), row.state(), to, by.actor());
        }
    }

    /** Whatever happened to what was parked: it is not what the first of two said yes to. */
    private void endFirstApproval(long id, State state, Instant now) {
        firstApprovals
                .end(id)
                .ifPresent(
                        approver ->
                                table.audit(
                                        id,
                                        state,
                                        state,
                                        Caller.SYSTEM.name(),
                                        "What "
                                                + approver
                                                + " had accepted as the first of two is void.",
                                        null,
                                        now));
    }

    /** As the databases keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
