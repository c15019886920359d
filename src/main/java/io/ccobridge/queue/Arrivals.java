package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What Procore says of a change order comes in here: a new one is parked or needs attention, a
 * known one that changed is marked or withdrawn. Each is one transaction that changes state and
 * version and appends one audit entry.
 */
public final class Arrivals {

    /** What a document from Procore was to the queue. */
    public enum Arrival {
        NEW,
        CHANGED,
        UNCHANGED
    }

    /** Where a document from Procore has led to. */
    public record Arrived(long id, Arrival arrival, State state) {}

    private static final Problem NOT_SENT =
            new Problem(
                    "sent",
                    "It meets every requirement and nobody has sent it yet.",
                    "A project manager sends it to accounting.");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final NumberBook numbers;
    private final boolean sendByHand;

    /**
     * @param sendByHand true: an eligible change order waits until a person sends it
     */
    public Arrivals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            boolean sendByHand,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.moves = new Moves(table, clock);
        this.numbers = numbers;
        this.sendByHand = sendByHand;
    }

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
                        """
                        SELECT source_key, list_digest FROM change_order
                        WHERE project_id = :project AND source_key IN (:keys)
                        UNION ALL SELECT source_key, list_digest FROM change_order_archive
                        WHERE project_id = :project AND source_key IN (:keys)""")
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
                    Instant now = moves.now();
                    ChangeOrderRow row =
                            moves.lock(changeOrder.project().id(), changeOrder.key()).orElse(null);
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
                    ChangeOrderRow row = moves.lock(id);
                    if (row.state() != State.NEEDS_ATTENTION) {
                        return false;
                    }
                    Instant now = moves.now();
                    // its commitment, and so the contract company, may have been found since
                    String fingerprint = Fingerprint.of(candidate.changeOrder());
                    table.update(id, Map.of("present_fingerprint", fingerprint), false, now);
                    settle(moves.lock(id), candidate, problems, Arrival.UNCHANGED, now);
                    return table.find(id).orElseThrow().state() != State.NEEDS_ATTENTION;
                });
    }

    /** The change orders that wait for a cause to go away, oldest first. */
    public List<Long> waiting() {
        return jdbc.sql("SELECT id FROM change_order WHERE state = 'NEEDS_ATTENTION' ORDER BY id")
                .query(Long.class)
                .list();
    }

    /** The commitments of the change orders that need attention, by project. */
    public Map<Long, Set<Long>> commitmentsOfWaiting() {
        Map<Long, Set<Long>> commitments = new HashMap<>();
        jdbc.sql(
                        "SELECT DISTINCT project_id, commitment_id FROM change_order WHERE state ="
                                + " 'NEEDS_ATTENTION' AND commitment_id IS NOT NULL")
                .query(
                        row -> {
                            commitments
                                    .computeIfAbsent(row.getLong(1), project -> new HashSet<>())
                                    .add(row.getLong(2));
                        });
        return commitments;
    }

    /**
     * Shows where a parked change order leads to by the links of now.
     *
     * @return true when that is another job or vendor than its lists have shown
     */
    public boolean redirect(long id, Candidate candidate) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Map<String, Object> columns = ChangeOrderTable.described(candidate);
                    columns.keySet().retainAll(Set.of("job_number", "vendor_code"));
                    Map<String, Object> shown = new HashMap<>();
                    shown.put("job_number", row.jobNumber());
                    shown.put("vendor_code", row.vendorCode());
                    if (row.state() != State.READY_TO_EXPORT || columns.equals(shown)) {
                        return false;
                    }
                    Instant now = moves.now();
                    table.update(id, columns, true, now);
                    moves.audit(
                            row,
                            row.state(),
                            Caller.SYSTEM,
                            "A link has changed: it leads to job %s and vendor %s now, no longer to %s and %s."
                                    .formatted(
                                            columns.get("job_number"),
                                            columns.get("vendor_code"),
                                            row.jobNumber(),
                                            row.vendorCode()),
                            null,
                            now);
                    return true;
                });
    }

    ChangeOrderRow take(
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
    void settle(
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
                    moves.audit(row, row.state(), Caller.SYSTEM, "Changed in Procore.", null, now);
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
        if (problems.isEmpty() && !sendByHand) {
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
            moves.audit(
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
        // a status that cannot be read says nothing: that is a change, not a withdrawal
        if (candidate.changeOrder().status() != null && !candidate.changeOrder().approved()) {
            Map<String, Object> columns = ChangeOrderTable.described(candidate);
            columns.put("state", State.NEEDS_ATTENTION.name());
            columns.put("problems", Json.writeAscii(problems));
            columns.put("changed_since_sent", false);
            table.update(row.id(), columns, true, now);
            moves.audit(
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
        moves.audit(
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

    void park(ChangeOrderRow row, Candidate candidate, Caller by, String reason, Instant now) {
        String number = candidate.changeRequestNumber();
        numbers.reserveFor(
                NumberBook.jobScope(candidate), number, row.id(), "change_request_number");
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        columns.put("state", State.READY_TO_EXPORT.name());
        columns.put("problems", "[]");
        columns.put("changed_since_sent", false);
        columns.put("change_request_number", number);
        columns.put("sent_by", by.name());
        columns.put("sent_fingerprint", row.presentFingerprint());
        columns.put("sent_document_id", row.presentDocumentId());
        table.update(row.id(), columns, true, now);
        moves.audit(row, State.READY_TO_EXPORT, by, reason, null, now);
    }
}
