package io.ccobridge.queue;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.HistoryWords;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The approval queue: the moves that people make with a change order. Each is one transaction that
 * changes state and version and appends one audit entry; a move that is refused changes nothing.
 * What Procore says comes in through {@link Arrivals}, moves of an export are {@link
 * ExportQueue}'s, those of failed ones {@link FailedMoves}'s; what is accepted and undone is {@link
 * Acceptances}'s; nothing else changes a state.
 */
public final class ApprovalQueue {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final NumberBook numbers;
    private final Arrivals arrivals;
    private final DeadLetterTable deadLetters;
    private final AcceptRule acceptRule;
    private final ExportTable exports;
    private final OpenMoves openMoves;

    public ApprovalQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            Arrivals arrivals,
            ApprovalRules rules,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.moves = new Moves(table, clock);
        this.numbers = numbers;
        this.arrivals = arrivals;
        this.deadLetters = new DeadLetterTable(jdbc);
        this.acceptRule = new AcceptRule(rules.separateDuties());
        this.exports = new ExportTable(jdbc);
        this.openMoves = new OpenMoves(jdbc, rules);
    }

    /** Which moves are open to whom. */
    public OpenMoves openMoves() {
        return openMoves;
    }

    /**
     * The row, when the move is open to the caller.
     *
     * @param version what the caller has seen; null where the call does not say
     * @throws Refusal 404; 403 by role or person; 409 when state or version do not allow it
     */
    public ChangeOrderRow open(long id, Move move, Integer version, Caller by) {
        ChangeOrderRow row = table.find(id).orElseThrow(() -> Moves.unknown(id));
        openMoves.allow(row, move, version, by);
        return row;
    }

    /**
     * Parks a change order by hand, as Procore has it now.
     *
     * @param awaits what it waits for
     * @param document the whole of what Procore sent, as JSON in ASCII
     * @throws Refusal 422 with every unmet requirement; what Procore said is kept all the same
     */
    public void send(
            long id,
            Integer version,
            Candidate candidate,
            List<Problem> problems,
            List<Awaited> awaits,
            String document,
            Caller by) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow before = moves.lock(id);
                    Moves.allow(before, Move.SEND, version);
                    String fingerprint = Fingerprint.of(candidate.changeOrder());
                    if (before.state() == State.READY_TO_EXPORT
                            && !before.changedSinceSent()
                            && fingerprint.equals(before.sentFingerprint())) {
                        throw Refusal.conflict(Standing.ALREADY_WAITS);
                    }
                    Instant now = moves.now();
                    ChangeOrderRow row = arrivals.take(before, candidate, document, null, now);
                    if (problems.isEmpty()) {
                        arrivals.park(row, candidate, by, HistoryWords.SENT.text(), now);
                    } else {
                        arrivals.settle(
                                row,
                                candidate,
                                problems,
                                awaits,
                                fingerprint.equals(before.presentFingerprint())
                                        ? Arrivals.Arrival.UNCHANGED
                                        : Arrivals.Arrival.CHANGED,
                                now);
                    }
                });
        if (!problems.isEmpty()) {
            throw Refusal.unmet(problems);
        }
    }

    /** Takes a change order back before a decision. */
    public void retrieve(long id, Integer version, Caller by) {
        transaction.executeWithoutResult(
                status ->
                        moves.move(
                                id,
                                Move.RETRIEVE,
                                version,
                                State.RETRIEVED,
                                by,
                                "Retrieved before a decision."));
    }

    /** Sends a change order back with a reason; one that failed leaves the dead letters. */
    public void reject(long id, Integer version, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row =
                            moves.move(id, Move.REJECT, version, State.REJECTED, by, reason);
                    if (row.state() == State.FAILED_TO_EXPORT) {
                        deadLetters.end(id, "rejected", moves.now());
                    }
                });
    }

    /**
     * Cuts the tie to Spectrum; the next export gets a new number.
     *
     * @param deleted whether a person confirmed that the change request is deleted in Spectrum
     */
    public void unlink(long id, Integer version, Caller by, String reason, boolean deleted) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.UNLINK, version);
                    Instant now = moves.now();
                    Map<String, Object> columns = new HashMap<>();
                    columns.put("state", State.UNLINKED.name());
                    columns.put("change_request_number", null);
                    table.update(id, columns, true, now);
                    moves.audit(
                            row,
                            State.UNLINKED,
                            by,
                            reason,
                            Json.writeAscii(unlinked(row, deleted)),
                            now);
                    numbers.retire(id);
                    jdbc.sql(
                                    "UPDATE export_line SET state = 'UNLINKED' WHERE export_id IN"
                                            + " (SELECT id FROM export WHERE change_order_id = :id)")
                            .param("id", id)
                            .update();
                });
    }

    private static Map<String, Object> unlinked(ChangeOrderRow row, boolean deleted) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("change_request_number", row.changeRequestNumber());
        detail.put("deleted_in_spectrum", deleted);
        detail.put(
                "note",
                deleted
                        ? "It was confirmed that it is deleted in Spectrum."
                        : "It was not confirmed that it is deleted in Spectrum.");
        return detail;
    }

    /**
     * For what was accepted already and is changed before it is exported again.
     *
     * @throws Refusal 403 when project or total is beyond what the caller may accept
     */
    public void withinLimits(ChangeOrderRow row, Caller by) {
        acceptRule
                .beyondLimits(row, by)
                .ifPresent(
                        why -> {
                            throw Refusal.forbidden(why);
                        });
    }

    /**
     * The sums that Spectrum holds or may hold from earlier exports of this change order, the last
     * one of each.
     */
    public List<Sum> held(long id) {
        return HeldSums.of(jdbc, id);
    }

    /** Why Spectrum must not be told this plan: it holds a part under another key. */
    public Optional<Refusal> otherKey(ChangeOrderRow row, ExportPlan plan) {
        return exports.otherKey(row, plan);
    }
}
