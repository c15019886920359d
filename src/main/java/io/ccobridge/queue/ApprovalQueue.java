package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The approval queue: the moves that Procore, a person or the bridge itself makes with a change
 * order. Each is one transaction that changes state and version and appends one audit entry; a move
 * that is refused changes nothing. Moves of an export are {@link ExportQueue}'s.
 */
public final class ApprovalQueue implements FailedExports {

    /** What a document from Procore was to the queue. */
    public enum Arrival {
        NEW,
        CHANGED,
        UNCHANGED
    }

    /** Where a document from Procore has led to. */
    public record Arrived(long id, Arrival arrival, State state) {}

    /**
     * @param sendByHand true: an eligible change order waits until a person sends it
     * @param separateDuties true: who sent a change order may not accept it
     */
    public record Rules(boolean sendByHand, boolean separateDuties) {}

    private static final Problem NOT_SENT =
            new Problem(
                    "sent",
                    "It meets every requirement and nobody has sent it yet.",
                    "A project manager sends it to accounting.");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final NumberBook numbers;
    private final DeadLetterTable deadLetters;
    private final Rules rules;
    private final Clock clock;

    public ApprovalQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            Rules rules,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.deadLetters = new DeadLetterTable(jdbc);
        this.numbers = numbers;
        this.rules = rules;
        this.clock = clock;
    }

    // ---- What Procore says
    // ---------------------------------------------------------------------------------------

    /**
     * The digests of the list rows that were taken last, by key, of those change orders that the
     * queue knows; null where a row is to be taken again.
     */
    public Map<String, String> digests(long projectId, Collection<String> keys) {
        Map<String, String> digests = new HashMap<>();
        if (keys.isEmpty()) {
            return digests;
        }
        jdbc.sql(
                        "SELECT source_key, list_digest FROM change_order WHERE project_id = :project"
                                + " AND source_key IN (:keys)")
                .param("project", projectId)
                .param("keys", keys)
                .query(
                        row -> {
                            digests.put(row.getString("source_key"), row.getString("list_digest"));
                        });
        return digests;
    }

    /**
     * Takes what Procore says of a change order now. A new one is parked when it meets every
     * requirement, and needs attention otherwise; a known one that has changed is parked, marked or
     * withdrawn, by its state.
     *
     * @param document the whole of what Procore sent, as JSON in ASCII
     * @param listDigest of the list row that led here; null: the next poll takes it again
     */
    public Arrived arrive(
            Candidate candidate, List<Problem> problems, String document, String listDigest) {
        return transaction.execute(
                status -> {
                    ChangeOrder changeOrder = candidate.changeOrder();
                    Instant now = now();
                    ChangeOrderRow row =
                            table.lock(changeOrder.project().id(), changeOrder.key()).orElse(null);
                    Arrival arrival = Arrival.NEW;
                    if (row == null) {
                        long id = table.insert(changeOrder, State.NEEDS_ATTENTION, now);
                        row = table.lock(id).orElseThrow();
                    } else {
                        arrival =
                                Fingerprint.of(changeOrder).equals(row.presentFingerprint())
                                        ? Arrival.UNCHANGED
                                        : Arrival.CHANGED;
                    }
                    settle(
                            take(row, changeOrder, document, listDigest, now),
                            candidate,
                            problems,
                            arrival,
                            now);
                    return new Arrived(
                            row.id(), arrival, table.find(row.id()).orElseThrow().state());
                });
    }

    /**
     * Checks again a change order that needs attention, after a link, a phase or a setting has
     * changed.
     *
     * @return true when it has moved on
     */
    public boolean recheck(long id, Candidate candidate, List<Problem> problems) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = lock(id);
                    if (row.state() != State.NEEDS_ATTENTION) {
                        return false;
                    }
                    settle(row, candidate, problems, Arrival.UNCHANGED, now());
                    return table.find(id).orElseThrow().state() != State.NEEDS_ATTENTION;
                });
    }

    /** The change orders that wait for a cause to go away, oldest first. */
    public List<Long> waiting() {
        return jdbc.sql("SELECT id FROM change_order WHERE state = 'NEEDS_ATTENTION' ORDER BY id")
                .query(Long.class)
                .list();
    }

    private ChangeOrderRow take(
            ChangeOrderRow row,
            ChangeOrder changeOrder,
            String document,
            String listDigest,
            Instant now) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("list_digest", listDigest);
        columns.put("present_fingerprint", Fingerprint.of(changeOrder));
        columns.put(
                "present_document_id",
                table.document(row.id(), row.presentDocumentId(), document, now));
        table.update(row.id(), columns, false, now);
        return table.lock(row.id()).orElseThrow();
    }

    /** Brings a row, whose present document is in place, to where it belongs. */
    private void settle(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            Arrival arrival,
            Instant now) {
        switch (row.state()) {
            case NEEDS_ATTENTION -> settleWaiting(row, candidate, problems, arrival, now);
            case READY_TO_EXPORT -> settleParked(row, candidate, problems, arrival, now);
            case ACCEPTED, FAILED_TO_EXPORT, SYNCED -> markChanged(row, candidate, arrival, now);
            case RETRIEVED, REJECTED, UNLINKED -> {
                if (arrival == Arrival.CHANGED) {
                    table.update(row.id(), ChangeOrderTable.described(candidate), true, now);
                    audit(row, row.state(), Caller.SYSTEM, "Changed in Procore.", null, now);
                }
            }
        }
    }

    private void settleWaiting(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            Arrival arrival,
            Instant now) {
        if (problems.isEmpty() && !rules.sendByHand()) {
            park(
                    row,
                    candidate,
                    Caller.SYSTEM,
                    found(arrival) + "it meets every requirement.",
                    now);
            return;
        }
        List<Problem> shown = problems.isEmpty() ? List.of(NOT_SENT) : problems;
        String text = Json.writeAscii(shown);
        boolean news = !text.equals(row.problems()) || arrival != Arrival.UNCHANGED;
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        columns.put("problems", text);
        table.update(row.id(), columns, news, now);
        if (news) {
            audit(
                    row,
                    State.NEEDS_ATTENTION,
                    Caller.SYSTEM,
                    found(arrival) + "it does not meet: " + names(shown) + ".",
                    text,
                    now);
        }
    }

    private void settleParked(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            Arrival arrival,
            Instant now) {
        if (!candidate.changeOrder().approved()) {
            Map<String, Object> columns = ChangeOrderTable.described(candidate);
            columns.put("state", State.NEEDS_ATTENTION.name());
            columns.put("problems", Json.writeAscii(problems));
            columns.put("changed_since_sent", false);
            table.update(row.id(), columns, true, now);
            audit(
                    row,
                    State.NEEDS_ATTENTION,
                    Caller.SYSTEM,
                    "No longer approved in Procore (status "
                            + candidate.changeOrder().status()
                            + "); it has left the queue.",
                    Json.writeAscii(problems),
                    now);
        } else {
            markChanged(row, candidate, arrival, now);
        }
    }

    /**
     * The lock that notices: what was sent stays what is shown and accepted; that it changed is
     * marked.
     */
    private void markChanged(
            ChangeOrderRow row, Candidate candidate, Arrival arrival, Instant now) {
        boolean differs = !Fingerprint.of(candidate.changeOrder()).equals(row.sentFingerprint());
        if (differs == row.changedSinceSent() && arrival != Arrival.CHANGED) {
            return;
        }
        if (!differs && !row.changedSinceSent()) {
            return;
        }
        table.update(row.id(), Map.of("changed_since_sent", differs), true, now);
        audit(
                row,
                row.state(),
                Caller.SYSTEM,
                differs ? driftText(row, candidate) : "Changed back in Procore to what was sent.",
                null,
                now);
    }

    private static String driftText(ChangeOrderRow row, Candidate candidate) {
        String what =
                candidate.changeOrder().approved()
                        ? "Changed in Procore after it was sent."
                        : "No longer approved in Procore (status "
                                + candidate.changeOrder().status()
                                + ").";
        return row.state() == State.SYNCED ? what + " Spectrum holds what was accepted." : what;
    }

    // ---- What people do
    // --------------------------------------------------------------------------------------------

    /**
     * The row, when the move is open to it.
     *
     * @param version what the caller has seen; null where the call does not say
     * @throws Refusal 404, or 409 when state or version do not allow it
     */
    public ChangeOrderRow open(long id, Move move, Integer version) {
        ChangeOrderRow row =
                table.find(id)
                        .orElseThrow(() -> Refusal.unknown("There is no change order " + id + "."));
        allow(row, move, version);
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
                    ChangeOrderRow before = lock(id);
                    allow(before, Move.SEND, version);
                    String fingerprint = Fingerprint.of(candidate.changeOrder());
                    if (before.state() == State.READY_TO_EXPORT
                            && !before.changedSinceSent()
                            && fingerprint.equals(before.sentFingerprint())) {
                        throw Refusal.conflict(
                                "It cannot be sent: it already waits for accounting.");
                    }
                    Instant now = now();
                    ChangeOrderRow row = take(before, candidate.changeOrder(), document, null, now);
                    if (problems.isEmpty()) {
                        park(row, candidate, by, "Sent to accounting.", now);
                    } else {
                        settle(
                                row,
                                candidate,
                                problems,
                                fingerprint.equals(before.presentFingerprint())
                                        ? Arrival.UNCHANGED
                                        : Arrival.CHANGED,
                                now);
                    }
                });
        if (!problems.isEmpty()) {
            throw Refusal.unmet(problems);
        }
    }

    /** Takes a change order back before a decision. */
    public void retrieve(long id, Integer version, Caller by) {
        move(id, Move.RETRIEVE, version, State.RETRIEVED, by, "Retrieved before a decision.");
    }

    /** Sends a change order back with a reason; one that failed leaves the dead letters. */
    public void reject(long id, Integer version, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row =
                            moveLocked(id, Move.REJECT, version, State.REJECTED, by, reason);
                    if (row.state() == State.FAILED_TO_EXPORT) {
                        deadLetters.end(id, "rejected", now());
                    }
                });
    }

    /** Cuts the tie to Spectrum; the next export gets a new number. */
    public void unlink(long id, Integer version, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    moveLocked(id, Move.UNLINK, version, State.UNLINKED, by, reason);
                    Map<String, Object> columns = new HashMap<>();
                    columns.put("change_request_number", null);
                    table.update(id, columns, false, now());
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
        if (rules.separateDuties() && by.name().equals(row.sentBy()) && !by.equals(Caller.SYSTEM)) {
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
        Map<String, Sum> held = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        SELECT line.phase, line.cost_type, line.amount FROM export_line line
                        JOIN export ON export.id = line.export_id
                        WHERE export.change_order_id = :id AND line.state IN ('DONE', 'UNKNOWN')
                        ORDER BY line.export_id, line.position""")
                .param("id", id)
                .query(
                        (row, number) ->
                                new Sum(
                                        row.getString("phase"),
                                        row.getString("cost_type"),
                                        row.getBigDecimal("amount")))
                .list()
                .forEach(sum -> held.put(sum.phase() + " " + sum.costType(), sum));
        return List.copyOf(held.values());
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
                    ChangeOrderRow row = lock(id);
                    allow(row, Move.ACCEPT, version);
                    mayAccept(row, by);
                    Instant now = now();
                    refuseOtherKey(row, plan);
                    reserve(
                            NumberBook.jobScope(candidate),
                            plan.changeRequestNumber(),
                            id,
                            "change_request_number");
                    String subNumber = plan.header().get("Sub_Change_Order_Number");
                    if (subNumber != null) {
                        reserve(
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
                    audit(row, State.ACCEPTED, by, reason, Json.writeAscii(plan), now);
                });
    }

    // ---- What admins do with failed exports
    // ------------------------------------------------------------------------

    @Override
    public ReplayStart replay(long id, Caller by, String reason) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = lock(id);
                    allow(row, Move.REPLAY, null);
                    Instant now = now();
                    deadLetters.end(id, "replayed", now);
                    if (row.changedSinceSent()) {
                        moveTo(row, State.READY_TO_EXPORT, by, reason, now);
                        return ReplayStart.BACK_TO_APPROVAL;
                    }
                    new ExportTable(jdbc).due(id, row.exportId(), now);
                    moveTo(row, State.ACCEPTED, by, reason, now);
                    return ReplayStart.UNDER_WAY;
                });
    }

    @Override
    public void discard(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    moveLocked(id, Move.DISCARD, null, State.REJECTED, by, reason);
                    deadLetters.end(id, "discarded", now());
                });
    }

    @Override
    public void restore(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = lock(id);
                    allow(row, Move.RESTORE, null);
                    if (!deadLetters.reopen(id)) {
                        throw Refusal.conflict(
                                "It was rejected, not discarded from the dead letters: there is"
                                        + " nothing to restore.");
                    }
                    moveTo(row, State.FAILED_TO_EXPORT, by, reason, now());
                });
    }

    @Override
    public void doneByHand(long id, Caller by, String reason, String changeRequestNumber) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = lock(id);
                    allow(row, Move.DONE_BY_HAND, null);
                    Instant now = now();
                    table.update(
                            id, Map.of("change_request_number", changeRequestNumber), false, now);
                    jdbc.sql("UPDATE export_line SET state = 'DONE' WHERE export_id = :export")
                            .param("export", row.exportId())
                            .update();
                    moveTo(row, State.SYNCED, by, reason, now);
                    deadLetters.end(id, "done-by-hand", now);
                });
    }

    // ---- The parts of a move
    // -----------------------------------------------------------------------------------------

    private void park(
            ChangeOrderRow row, Candidate candidate, Caller by, String reason, Instant now) {
        String number = candidate.changeRequestNumber();
        reserve(NumberBook.jobScope(candidate), number, row.id(), "change_request_number");
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        columns.put("state", State.READY_TO_EXPORT.name());
        columns.put("problems", "[]");
        columns.put("changed_since_sent", false);
        columns.put("change_request_number", number);
        columns.put("sent_by", by.name());
        columns.put("sent_fingerprint", row.presentFingerprint());
        columns.put("sent_document_id", row.presentDocumentId());
        table.update(row.id(), columns, true, now);
        audit(row, State.READY_TO_EXPORT, by, reason, null, now);
    }

    private void reserve(String scope, String number, long id, String field) {
        if (!numbers.reserve(scope, number, id)) {
            throw Refusal.invalid(
                    field, "The number " + number + " is another change order's; choose another.");
        }
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
                                + " as well. Keep the old one, or delete it in Spectrum and unlink.");
            }
        }
    }

    private void move(long id, Move move, Integer version, State to, Caller by, String reason) {
        transaction.executeWithoutResult(status -> moveLocked(id, move, version, to, by, reason));
    }

    private ChangeOrderRow moveLocked(
            long id, Move move, Integer version, State to, Caller by, String reason) {
        ChangeOrderRow row = lock(id);
        allow(row, move, version);
        moveTo(row, to, by, reason, now());
        return row;
    }

    private void moveTo(ChangeOrderRow row, State to, Caller by, String reason, Instant now) {
        table.update(row.id(), Map.of("state", to.name()), true, now);
        audit(row, to, by, reason, null, now);
    }

    private void audit(
            ChangeOrderRow row, State to, Caller by, String reason, String detail, Instant now) {
        table.audit(row.id(), row.state(), to, by.name(), reason, detail, now);
    }

    private ChangeOrderRow lock(long id) {
        return table.lock(id)
                .orElseThrow(() -> Refusal.unknown("There is no change order " + id + "."));
    }

    private static void allow(ChangeOrderRow row, Move move, Integer version) {
        move.refusal(row)
                .ifPresent(
                        why -> {
                            throw Refusal.conflict(why);
                        });
        if (version != null && version != row.version()) {
            throw Refusal.conflict(
                    "It has moved on: you have seen version "
                            + version
                            + ", it is at version "
                            + row.version()
                            + ". Look at it again.");
        }
    }

    private static String found(Arrival arrival) {
        return switch (arrival) {
            case NEW -> "Found approved in Procore; ";
            case CHANGED -> "Changed in Procore; ";
            case UNCHANGED -> "Checked again; ";
        };
    }

    private static String names(List<Problem> problems) {
        Set<String> names = new java.util.LinkedHashSet<>();
        problems.forEach(problem -> names.add(problem.requirement()));
        return String.join(", ", names);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
