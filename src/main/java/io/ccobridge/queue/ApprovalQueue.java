package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The approval queue: the moves that people make with a change order. Each is one transaction that
 * changes state and version and appends one audit entry; a move that is refused changes nothing.
 * What Procore says comes in through {@link Arrivals}, moves of an export are {@link
 * ExportQueue}'s, those of failed ones {@link FailedMoves}'s; nothing else changes a state.
 */
public final class ApprovalQueue {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final NumberBook numbers;
    private final Arrivals arrivals;
    private final DeadLetterTable deadLetters;
    private final boolean separateDuties;

    /**
     * @param separateDuties true: who sent a change order may not accept it
     */
    public ApprovalQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            Arrivals arrivals,
            boolean separateDuties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.moves = new Moves(table, clock);
        this.numbers = numbers;
        this.arrivals = arrivals;
        this.deadLetters = new DeadLetterTable(jdbc);
        this.separateDuties = separateDuties;
    }

    /**
     * The row, when the move is open to it.
     *
     * @param version what the caller has seen; null where the call does not say
     * @throws Refusal 404, or 409 when state or version do not allow it
     */
    public ChangeOrderRow open(long id, Move move, Integer version) {
        ChangeOrderRow row = table.find(id).orElseThrow(() -> Moves.unknown(id));
        Moves.allow(row, move, version);
        return row;
    }

    /**
     * Parks a change order by hand, as Procore has it now.
     *
     * @param document the whole of what Procore sent, as JSON in ASCII
     * @throws Refusal 422 with every unmet requirement; what Procore said is kept all the same
     */
    public void send(
            long id,
            Integer version,
            Candidate candidate,
            List<Problem> problems,
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
                        throw Refusal.conflict(
                                "It cannot be sent: it already waits for accounting.");
                    }
                    Instant now = moves.now();
                    ChangeOrderRow row =
                            arrivals.take(before, candidate.changeOrder(), document, null, now);
                    if (problems.isEmpty()) {
                        arrivals.park(row, candidate, by, "Sent to accounting.", now);
                    } else {
                        arrivals.settle(
                                row,
                                candidate,
                                problems,
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

    /** Cuts the tie to Spectrum; the next export gets a new number. */
    public void unlink(long id, Integer version, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    moves.move(id, Move.UNLINK, version, State.UNLINKED, by, reason);
                    Map<String, Object> columns = new HashMap<>();
                    columns.put("change_request_number", null);
                    table.update(id, columns, false, moves.now());
                    numbers.retire(id);
                    jdbc.sql(
                                    "UPDATE export_line SET state = 'UNLINKED' WHERE export_id IN"
                                            + " (SELECT id FROM export WHERE change_order_id = :id)")
                            .param("id", id)
                            .update();
                });
    }

    /**
     * Who may accept this change order, beside having the role: with separate duties, not who sent
     * it.
     *
     * @throws Refusal 403
     */
    public void mayAccept(ChangeOrderRow row, Caller by) {
        if (separateDuties && by.name().equals(row.sentBy()) && !by.equals(Caller.SYSTEM)) {
            throw Refusal.forbidden(
                    "You sent this change order to accounting; another person must accept it"
                            + " (setting approval.separate-duties).");
        }
    }

    /**
     * The sums that Spectrum holds or may hold from earlier exports of this change order, the last
     * one of each.
     */
    public List<Sum> held(long id) {
        return HeldSums.of(jdbc, id);
    }

    /**
     * Makes the decision to export durable: number, header and sums are stored before anything is
     * sent.
     *
     * @throws Refusal 409 by state or version; 422 when the number is another change order's, or
     *     when Spectrum holds a part under another key
     */
    public void accept(
            long id, int version, Caller by, Candidate candidate, ExportPlan plan, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.ACCEPT, version);
                    mayAccept(row, by);
                    Instant now = moves.now();
                    refuseOtherKey(row, plan);
                    numbers.reserveFor(
                            NumberBook.jobScope(candidate),
                            plan.changeRequestNumber(),
                            id,
                            "change_request_number");
                    String subNumber = plan.header().get("Sub_Change_Order_Number");
                    if (subNumber != null) {
                        numbers.reserveFor(
                                NumberBook.subcontractScope(candidate),
                                subNumber,
                                id,
                                "Sub_Change_Order_Number");
                    }
                    long exportId = new ExportTable(jdbc).insert(id, plan, by, now);
                    Map<String, Object> columns = new LinkedHashMap<>();
                    columns.put("state", State.ACCEPTED.name());
                    columns.put("change_request_number", plan.changeRequestNumber());
                    columns.put("export_id", exportId);
                    table.update(id, columns, true, now);
                    moves.audit(row, State.ACCEPTED, by, reason, Json.writeAscii(plan), now);
                });
    }

    /**
     * A part that Spectrum holds under another key would stay there beside the new one: money
     * twice.
     */
    private void refuseOtherKey(ChangeOrderRow row, ExportPlan plan) {
        if (row.exportId() == null || held(row.id()).isEmpty()) {
            return;
        }
        Map<?, ?> earlier =
                Json.read(
                        jdbc.sql("SELECT header FROM export WHERE id = :id")
                                .param("id", row.exportId())
                                .query(String.class)
                                .single(),
                        Map.class);
        for (String element : ExportTable.KEY) {
            if (!String.valueOf(earlier.get(element))
                    .equals(String.valueOf(plan.header().get(element)))) {
                throw Refusal.invalid(
                        element.equals("Change_Request_Number") ? "change_request_number" : element,
                        "Spectrum holds, or may hold, a part of this change order under "
                                + element
                                + " "
                                + earlier.get(element)
                                + "; it cannot be sent under "
                                + plan.header().get(element)
                                + " as well. Undo that change, then send it again.");
            }
        }
    }
}
