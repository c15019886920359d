package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Failed exports that go again; the change order and its dead letter move together. */
public final class ResendMoves implements Resends {

    private static final String NUMBER = "Change_Request_Number";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final DeadLetterTable deadLetters;
    private final NumberBook numbers;
    private final StoredExports exports;
    private final EditedExports edited;

    public ResendMoves(
            JdbcClient jdbc, TransactionTemplate transaction, NumberBook numbers, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.numbers = numbers;
        this.moves = new Moves(table, clock);
        this.deadLetters = new DeadLetterTable(jdbc);
        this.exports = new StoredExports(jdbc);
        this.edited = new EditedExports(jdbc);
    }

    @Override
    public ReplayStart replay(long id, Caller by, String reason, Outlook outlook) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = open(id, null, outlook.stored().id());
                    Instant now = moves.now();
                    // what a poll has found since the outlook was worked out counts as well
                    String back =
                            outlook.whyBack()
                                    .orElse(
                                            row.changedSinceSent()
                                                    ? "it " + Outlook.CHANGED
                                                    : null);
                    if (back != null) {
                        return backToApproval(row, by, reason, back, outlook, now);
                    }
                    return resend(row, by, reason, outlook, now);
                });
    }

    private ReplayStart backToApproval(
            ChangeOrderRow row,
            Caller by,
            String reason,
            String why,
            Outlook outlook,
            Instant now) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("why", why);
        detail.put("changed_in_procore", row.changedSinceSent() || outlook.changedInProcore());
        detail.put("differences", outlook.differences());
        String json = Json.writeAscii(detail);
        deadLetters.back(row.id(), json, now);
        // a person decides again, also where the system did before
        table.update(
                row.id(),
                Map.of("state", State.READY_TO_EXPORT.name(), "direct_export", false),
                true,
                now);
        moves.audit(
                row,
                State.READY_TO_EXPORT,
                by,
                "Replay: it goes back to the approver, since " + why + ". " + reason,
                json,
                now);
        return new ReplayStart(
                false, sentence(why) + ". It waits for a new approval and was not sent.");
    }

    private ReplayStart resend(
            ChangeOrderRow row, Caller by, String reason, Outlook outlook, Instant now) {
        // the lines as they are under the lock
        StoredExport stored = exports.get(row.exportId());
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("approval", "kept");
        long exportId = row.exportId();
        String message = null;
        if (!outlook.mapping().isEmpty()) {
            exportId =
                    edited.insert(
                            stored,
                            outlook.header(),
                            outlook.mapping(),
                            EditedExports.Kind.MAPPING,
                            by.name(),
                            now);
            table.update(row.id(), Map.of("export_id", exportId), false, now);
            detail.put("differences", outlook.mapping());
            message =
                    "Sent with "
                            + Difference.inWords(outlook.mapping())
                            + ", as the settings have it now; amounts, vendor and lines are as"
                            + " approved.";
        }
        detail.put("export_id", Long.toString(exportId));
        deadLetters.end(row.id(), "replayed", now);
        exportAgain(row, exportId, by, reason, detail, now);
        return new ReplayStart(true, message);
    }

    @Override
    public long edit(long id, EditedPayload payload, Caller by, String reason) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = open(id, payload.version(), payload.exportId());
                    StoredExport stored = exports.get(row.exportId());
                    if (row.changedSinceSent() || !stored.intact()) {
                        throw Refusal.conflict(
                                "It is not any more what was approved; replay it, and it goes back"
                                        + " to the approver.");
                    }
                    Instant now = moves.now();
                    String number = payload.header().get(NUMBER);
                    if (!number.equals(stored.header().get(NUMBER))) {
                        renumber(row, stored, number);
                    }
                    long exportId =
                            edited.insert(
                                    stored,
                                    payload.header(),
                                    payload.differences(),
                                    EditedExports.Kind.EDIT,
                                    payload.proposedBy(),
                                    now);
                    table.update(
                            id,
                            Map.of("export_id", exportId, "change_request_number", number),
                            false,
                            now);
                    Map<String, Object> detail = new LinkedHashMap<>();
                    detail.put("approval", "kept");
                    detail.put("edited_from", Long.toString(stored.id()));
                    detail.put("export_id", Long.toString(exportId));
                    detail.put("proposed_by", payload.proposedBy());
                    detail.put("differences", payload.differences());
                    deadLetters.end(id, "edited", now);
                    exportAgain(row, exportId, by, "Edited: " + reason, detail, now);
                    return exportId;
                });
    }

    /** A part that Spectrum holds under the old number would stay there: money twice. */
    private void renumber(ChangeOrderRow row, StoredExport stored, String number) {
        if (!HeldSums.of(jdbc, row.id()).isEmpty()) {
            throw Refusal.invalid(
                    "change_request_number",
                    "Spectrum holds, or may hold, a part of this change order under number "
                            + stored.header().get(NUMBER)
                            + "; under "
                            + number
                            + " it would be there twice. Keep the number.");
        }
        numbers.reserveFor(
                NumberBook.jobScope(stored.header().get("Job_Number")),
                number,
                row.id(),
                "change_request_number");
    }

    private void exportAgain(
            ChangeOrderRow row,
            long exportId,
            Caller by,
            String reason,
            Map<String, Object> detail,
            Instant now) {
        new ExportTable(jdbc).due(row.id(), exportId, now);
        table.update(row.id(), Map.of("state", State.ACCEPTED.name()), true, now);
        moves.audit(row, State.ACCEPTED, by, reason, Json.writeAscii(detail), now);
    }

    private ChangeOrderRow open(long id, Integer version, long exportId) {
        ChangeOrderRow row = moves.lock(id);
        Moves.allow(row, Move.REPLAY, version);
        if (!Objects.equals(row.exportId(), exportId)) {
            throw Refusal.conflict("It has moved on: it was exported anew meanwhile.");
        }
        return row;
    }

    @Override
    public void note(long id, Caller by, String reason, List<Difference> differences) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    moves.audit(
                            row,
                            row.state(),
                            by,
                            reason,
                            Json.writeAscii(Map.of("differences", differences)),
                            moves.now());
                });
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
