package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
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
 * The decision to export: by one person or by two, or by the system, and taken back while there is
 * time. Each is one transaction, as in {@link ApprovalQueue}.
 */
public final class Acceptances {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final NumberBook numbers;
    private final ExportTable exports;
    private final FirstApprovals firstApprovals;
    private final ApprovalQueue queue;
    private final OpenMoves openMoves;
    private final ApprovalRules rules;
    private final Privileges privileges;

    public Acceptances(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            NumberBook numbers,
            ApprovalQueue queue,
            ApprovalRules rules,
            Privileges privileges,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.moves = new Moves(table, clock);
        this.numbers = numbers;
        this.exports = new ExportTable(jdbc);
        this.firstApprovals = new FirstApprovals(jdbc);
        this.queue = queue;
        this.openMoves = queue.openMoves();
        this.rules = rules;
        this.privileges = privileges;
    }

    /** What the first of two typed when accepting; empty when there is no such yes. */
    public Optional<Typed> firstTyped(long id) {
        return table.find(id).flatMap(openMoves::firstApproval).map(FirstApproval::typed);
    }

    /**
     * Makes the decision to export durable: number, header and sums are stored before anything is
     * sent. Where it takes two people, the first one's yes is stored instead, and the second's is
     * the decision only when it is a yes to the same.
     *
     * @param typed what the plan was made with
     * @return ACCEPTED, or READY_TO_EXPORT while another person has to accept it too
     * @throws Refusal 409 by state or version; 403 by person; 422 when the number is another change
     *     order's, or when Spectrum holds a part under another key
     */
    public State accept(
            long id,
            int version,
            Caller by,
            Candidate candidate,
            ExportPlan plan,
            Typed typed,
            String reason) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Caller caller =
                            privileges
                                    .now(by)
                                    .orElseThrow(
                                            () ->
                                                    Refusal.forbidden(
                                                            "Your privilege ended before it was"
                                                                    + " accepted."));
                    openMoves.allow(row, Move.ACCEPT, version, caller);
                    Caller acting = openMoves.acting(row, caller);
                    Instant now = moves.now();
                    exports.otherKey(row, plan)
                            .ifPresent(
                                    refusal -> {
                                        throw refusal;
                                    });
                    numbers.reserveFor(candidate, plan, id);
                    if (openMoves.approvalsNeeded(row) == 1) {
                        accept(row, acting, plan, Optional.empty(), reason, now);
                        return State.ACCEPTED;
                    }
                    Optional<FirstApproval> first = openMoves.firstApproval(row);
                    boolean same =
                            first.map(FirstApproval::payloadHash)
                                    .filter(ExportTable.payloadHash(plan)::equals)
                                    .isPresent();
                    if (same) {
                        accept(row, acting, plan, first, reason, now);
                        return State.ACCEPTED;
                    }
                    acceptFirst(row, acting, plan, typed, first, now);
                    return State.READY_TO_EXPORT;
                });
    }

    private void accept(
            ChangeOrderRow row,
            Caller by,
            ExportPlan plan,
            Optional<FirstApproval> first,
            String reason,
            Instant now) {
        long exportId = exports.insert(row.id(), plan, by, now);
        first.ifPresent(approval -> exports.first(exportId, approval));
        if (!rules.hold().isZero()) {
            exports.hold(row.id(), now.plus(rules.hold()));
        }
        firstApprovals.end(row.id());
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("state", State.ACCEPTED.name());
        columns.put("change_request_number", plan.changeRequestNumber());
        columns.put("export_id", exportId);
        columns.put("direct_export", false);
        table.update(row.id(), columns, true, now);
        moves.audit(
                row,
                State.ACCEPTED,
                by,
                first.map(approval -> reason + " " + approval.actor() + " accepted it first.")
                        .orElse(reason),
                Json.writeAscii(plan),
                now);
    }

    private void acceptFirst(
            ChangeOrderRow row,
            Caller by,
            ExportPlan plan,
            Typed typed,
            Optional<FirstApproval> other,
            Instant now) {
        firstApprovals.end(row.id());
        // the version moves on, so that nobody completes what they have not seen
        table.update(row.id(), Map.of(), true, now);
        moves.audit(
                row,
                row.state(),
                by,
                other.map(
                                approval ->
                                        "Accepted by the first of two; what "
                                                + approval.actor()
                                                + " had accepted differs, and is void.")
                        .orElse("Accepted by the first of two."),
                Json.writeAscii(plan),
                now);
        firstApprovals.put(
                new FirstApproval(
                        row.id(),
                        row.version() + 1,
                        ExportTable.payloadHash(plan),
                        by.name(),
                        by.actingFor(),
                        now,
                        typed));
    }

    /**
     * Takes an acceptance back: the first of two people's, or the whole decision as long as no call
     * to Spectrum may have begun. The numbers stay the change order's.
     *
     * @param reason null when none is given
     * @throws Refusal 409 when it is too late, or by state or version
     */
    public void undo(long id, Integer version, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    exports.lockWork(id);
                    openMoves.allow(row, Move.UNDO, version, by);
                    Instant now = moves.now();
                    Map<String, Object> columns = new HashMap<>();
                    columns.put("state", State.READY_TO_EXPORT.name());
                    if (row.state() == State.ACCEPTED) {
                        columns.put("export_id", exports.withdraw(id, row.exportId(), now));
                    }
                    table.update(id, columns, true, now);
                    moves.audit(
                            row,
                            State.READY_TO_EXPORT,
                            by,
                            reason == null ? "Acceptance undone." : reason,
                            null,
                            now);
                });
    }

    // ---- What the system accepts
    // ------------------------------------------------------------------------------

    /** Parked for the system to accept, and not accepted yet; oldest first. */
    public List<Long> dueForDirectExport() {
        return jdbc.sql(
                        """
                        SELECT id FROM change_order
                        WHERE state = 'READY_TO_EXPORT' AND direct_export AND NOT changed_since_sent
                        ORDER BY id""")
                .query(Long.class)
                .list();
    }

    /** The row, when it was parked for the system to accept and stands so that it can be. */
    public Optional<ChangeOrderRow> forDirectExport(long id) {
        return table.find(id)
                .filter(row -> openMoves.refusal(Move.ACCEPT, row, Caller.SYSTEM).isEmpty())
                .filter(row -> openMoves.approvalsNeeded(row) == 1)
                .filter(
                        row ->
                                jdbc.sql("SELECT direct_export FROM change_order WHERE id = :id")
                                        .param("id", id)
                                        .query(Boolean.class)
                                        .single());
    }

    /** The system could not accept it: from now on it waits for people, who are told why. */
    public void leaveToPeople(long id, String why) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Instant now = moves.now();
                    table.update(id, Map.of("direct_export", false), true, now);
                    moves.audit(row, row.state(), Caller.SYSTEM, why, null, now);
                });
    }
}
