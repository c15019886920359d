package io.ccobridge.queue;

import io.ccobridge.audit.AuditTrail;
import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final UnreadableTable unreadable;
    private final AuditTrail trail;
    private final Moves moves;
    private final Parking parking;
    private final Settling settling;
    private final Twins twins;
    private final Waits waits;

    /**
     * @param sendByHand true: an eligible change order waits until a person sends it
     * @param directExport what is parked for the system to accept
     */
    public Arrivals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            boolean sendByHand,
            DirectExport directExport,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.unreadable = new UnreadableTable(jdbc);
        this.trail = new AuditTrail(jdbc, clock);
        this.moves = new Moves(table, clock);
        this.parking = new Parking(jdbc, table, moves, numbers, directExport);
        this.waits = new Waits(jdbc);
        this.settling = new Settling(table, moves, parking, waits, unreadable, sendByHand);
        this.twins = new Twins(jdbc);
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
     * Procore's ids by key of all change orders of a project that are not known to be gone,
     * archived or not.
     */
    public Map<String, Long> present(long projectId) {
        Map<String, Long> ids = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT source_key, procore_id FROM every_change_order
                        WHERE project_id = :project AND present_fingerprint <> 'gone'
                        UNION ALL
                        SELECT source_key, procore_id FROM unreadable
                        WHERE project_id = :project AND change_order_id IS NULL""")
                .param("project", projectId)
                .query(
                        row -> {
                            ids.put(
                                    row.getString("source_key"),
                                    row.getObject("procore_id", Long.class));
                        });
        return ids;
    }

    /** The same of one of which nobody has looked what it waits for. */
    public Arrived arrive(
            Candidate candidate, List<Problem> problems, String document, String listDigest) {
        return arrive(candidate, problems, null, document, listDigest);
    }

    /**
     * Takes what Procore says of a change order now. A new one is parked when it meets every
     * requirement, and needs attention otherwise; a known one that has changed is parked, marked or
     * withdrawn, by its state.
     *
     * @param awaits what it waits for; null: nobody has looked
     * @param document the whole of what Procore sent, as JSON in ASCII
     * @param listDigest of the list row that led here; null: the next poll takes it again
     */
    public Arrived arrive(
            Candidate candidate,
            List<Problem> problems,
            List<Awaited> awaits,
            String document,
            String listDigest) {
        return transaction.execute(
                status -> {
                    ChangeOrder changeOrder = candidate.changeOrder();
                    Instant now = moves.now();
                    ChangeOrderRow row = known(changeOrder, now).orElse(null);
                    Arrival arrival = Arrival.NEW;
                    if (row == null) {
                        long id = table.insert(changeOrder, State.NEEDS_ATTENTION, now);
                        row = table.lock(id).orElseThrow();
                    } else {
                        arrival = arrival(row, changeOrder);
                    }
                    settling.settle(
                            take(row, candidate, document, listDigest, now),
                            candidate,
                            problems,
                            awaits,
                            Settling.found(arrival),
                            arrival,
                            now);
                    return new Arrived(
                            row.id(), arrival, table.find(row.id()).orElseThrow().state());
                });
    }

    private static Arrival arrival(ChangeOrderRow row, ChangeOrder changeOrder) {
        return Fingerprint.of(changeOrder).equals(row.presentFingerprint())
                ? Arrival.UNCHANGED
                : Arrival.CHANGED;
    }

    /** The row of it, also when Procore's other list knew it under another id until now. */
    private Optional<ChangeOrderRow> known(ChangeOrder changeOrder, Instant now) {
        return moves.lock(changeOrder.project().id(), changeOrder.key())
                .or(
                        () ->
                                twins.sameUnderAnotherId(changeOrder)
                                        .map(id -> renamed(moves.lock(id), changeOrder, now)));
    }

    private ChangeOrderRow renamed(ChangeOrderRow row, ChangeOrder changeOrder, Instant now) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("source_key", changeOrder.key());
        columns.put("procore_id", changeOrder.procoreId());
        table.update(row.id(), columns, true, now);
        moves.audit(
                row,
                row.state(),
                Caller.SYSTEM,
                "Procore lists it as "
                        + changeOrder.key()
                        + " now, before as "
                        + row.key()
                        + "; it is the same.",
                null,
                now);
        return moves.lock(row.id());
    }

    /** The same of one of which nobody has looked what it waits for. */
    public boolean recheck(long id, Candidate candidate, List<Problem> problems) {
        return again(id, candidate, problems, null, List.of());
    }

    /**
     * Looks again at a change order, of which Procore has said nothing new, after something has
     * changed beside it: a link, a phase, a setting, the contract company of its commitment. One
     * that is parked and leads elsewhere in Spectrum now is shown so, under a new version.
     *
     * @param awaits what it waits for now; null: nobody has looked
     * @param causes what of all it waited for has come, each in words
     * @return true when it needed attention and has moved on
     */
    public boolean again(
            long id,
            Candidate candidate,
            List<Problem> problems,
            List<Awaited> awaits,
            List<String> causes) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    // one whose id can be read only now is taken under it, or not at all
                    if (row.gone() || !row.key().equals(candidate.changeOrder().key())) {
                        return false;
                    }
                    Instant now = moves.now();
                    boolean waiting = row.state() == State.NEEDS_ATTENTION;
                    // that its commitment, and so the contract company, has been found is no change
                    Arrival arrival =
                            waiting ? Arrival.UNCHANGED : arrival(row, candidate.changeOrder());
                    if (waiting || arrival == Arrival.CHANGED) {
                        Map<String, Object> columns = ChangeOrderTable.companions(candidate);
                        columns.put("present_fingerprint", Fingerprint.of(candidate.changeOrder()));
                        table.update(id, columns, false, now);
                    }
                    settling.settle(
                            moves.lock(id),
                            candidate,
                            problems,
                            awaits,
                            because(arrival, problems, causes),
                            arrival,
                            now);
                    ChangeOrderRow after = moves.lock(id);
                    // what has changed since it was sent is not accepted, wherever it leads
                    if (!waiting && !after.changedSinceSent()) {
                        parking.redirect(after, candidate, now);
                    }
                    return waiting && after.state() != State.NEEDS_ATTENTION;
                });
    }

    private static String because(Arrival arrival, List<Problem> problems, List<String> causes) {
        return causes.isEmpty()
                ? Settling.found(arrival)
                : (problems.isEmpty() ? "Freed by: " : "Arrived: ")
                        + String.join(", ", causes)
                        + "; ";
    }

    /** Procore has deleted it, or shows it no more. When it does again, it arrives. */
    public void gone(long projectId, String key) {
        transaction.executeWithoutResult(
                status ->
                        moves.lock(projectId, key)
                                .ifPresentOrElse(
                                        row -> {
                                            if (!row.gone()) {
                                                settling.withdraw(row, moves.now());
                                            }
                                        },
                                        () -> goneUnkept(projectId, key)));
    }

    /** A document that has not become a change order, and that nobody can mend any more. */
    private void goneUnkept(long projectId, String key) {
        if (unreadable.goneUnkept(projectId, key)) {
            trail.administration(
                    Caller.SYSTEM,
                    unreadableSubject(projectId, key),
                    "No longer set aside: Procore does not show it any more.",
                    detail(projectId, null));
        }
    }

    /** What the change orders that need attention wait for. */
    public Waits waits() {
        return waits;
    }

    /** The change orders that Procore lists twice. */
    public Twins twins() {
        return twins;
    }

    /**
     * Shows a document that the bridge failed at among those that cannot be read, until it has
     * arrived.
     *
     * @param document as Procore sent it, as JSON in ASCII
     */
    public void failed(
            long projectId, String key, Long procoreId, String message, String document) {
        transaction.executeWithoutResult(
                status -> {
                    boolean first =
                            unreadable.failed(
                                    projectId,
                                    key,
                                    procoreId,
                                    table.lock(projectId, key).map(ChangeOrderRow::id).orElse(null),
                                    new Problem(
                                            "readable",
                                            message,
                                            "Tell whoever looks after the bridge: its log has more"
                                                    + " of it. The next poll tries it again."),
                                    document,
                                    moves.now());
                    // every poll fails at it again: that is no news
                    if (first) {
                        trail.administration(
                                Caller.SYSTEM,
                                unreadableSubject(projectId, key),
                                "Set aside, because it cannot be read: " + message,
                                detail(projectId, procoreId));
                    }
                });
    }

    /**
     * Before a document is read again that has not become a change order: says who asked for it.
     */
    public void readAgainUnkept(
            long projectId, String key, Long procoreId, Caller by, String from) {
        transaction.executeWithoutResult(
                status ->
                        trail.administration(
                                by,
                                unreadableSubject(projectId, key),
                                "Read again " + from + ".",
                                detail(projectId, procoreId)));
    }

    private static String unreadableSubject(long projectId, String key) {
        return "unreadable " + projectId + "/" + key;
    }

    private static Map<String, Object> detail(long projectId, Long procoreId) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("project_id", projectId);
        detail.put("procore_id", procoreId);
        return detail;
    }

    /**
     * Before a document is read again: says who asked for it, and gives a change order whose id can
     * be read only now its own key.
     *
     * @param key as it is read now
     * @param procoreId as it is read now; may be null
     * @throws Refusal 404; 409 when another change order has the key
     */
    public void readAgain(long id, String key, Long procoreId, Caller by, String from) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Instant now = moves.now();
                    if (!row.key().equals(key)) {
                        table.lock(row.projectId(), key)
                                .ifPresent(
                                        other -> {
                                            throw Refusal.conflict(
                                                    "Its id can be read now: it is change order "
                                                            + other.id()
                                                            + ", which goes its own way.");
                                        });
                        unreadable.gone(row);
                        Map<String, Object> columns = new HashMap<>();
                        columns.put("source_key", key);
                        columns.put("procore_id", procoreId);
                        table.update(id, columns, false, now);
                    }
                    moves.audit(row, row.state(), by, "Read again " + from + ".", null, now);
                });
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
     * @return true when that is elsewhere in Spectrum than has been shown
     */
    public boolean redirect(long id, Candidate candidate) {
        return transaction.execute(
                status -> parking.redirect(moves.lock(id), candidate, moves.now()));
    }

    ChangeOrderRow take(
            ChangeOrderRow row,
            Candidate candidate,
            String document,
            String listDigest,
            Instant now) {
        Map<String, Object> columns = ChangeOrderTable.companions(candidate);
        columns.put("package_id", candidate.changeOrder().packageId());
        columns.put("list_digest", listDigest);
        columns.put("present_fingerprint", Fingerprint.of(candidate.changeOrder()));
        columns.put(
                "present_document_id",
                table.document(row.id(), row.presentDocumentId(), document, now));
        table.update(row.id(), columns, false, now);
        return table.lock(row.id()).orElseThrow();
    }

    /**
     * Brings a row, whose present document is in place, to where it belongs.
     *
     * @param awaits what it waits for; null: nobody has looked
     */
    void settle(
            ChangeOrderRow row,
            Candidate candidate,
            List<Problem> problems,
            List<Awaited> awaits,
            Arrival arrival,
            Instant now) {
        settling.settle(row, candidate, problems, awaits, Settling.found(arrival), arrival, now);
    }

    void park(ChangeOrderRow row, Candidate candidate, Caller by, String reason, Instant now) {
        parking.park(row, candidate, by, reason, now);
    }
}
