package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What admins do with failed exports; the change order and its dead letter move together. */
public final class FailedMoves implements FailedExports {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final DeadLetterTable deadLetters;
    private final NumberBook numbers;
    private final Standing standing;

    public FailedMoves(
            JdbcClient jdbc, TransactionTemplate transaction, NumberBook numbers, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.numbers = numbers;
        this.moves = new Moves(table, clock);
        this.deadLetters = new DeadLetterTable(jdbc);
        this.standing = new Standing(jdbc);
    }

    @Override
    public void check(long id, Move move) {
        allow(table.find(id).orElseThrow(() -> Moves.unknown(id)), move);
    }

    private void allow(ChangeOrderRow row, Move move) {
        standing.refusal(move, row)
                .ifPresent(
                        why -> {
                            throw Refusal.conflict(why);
                        });
    }

    @Override
    public ReplayStart replay(long id, Caller by, String reason) {
        return transaction.execute(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.REPLAY, null);
                    Instant now = moves.now();
                    deadLetters.end(id, "replayed", now);
                    if (row.changedSinceSent()) {
                        moves.moveTo(row, State.READY_TO_EXPORT, by, reason, now);
                        return ReplayStart.BACK_TO_APPROVAL;
                    }
                    new ExportTable(jdbc).due(id, row.exportId(), now);
                    moves.moveTo(row, State.ACCEPTED, by, reason, now);
                    return ReplayStart.UNDER_WAY;
                });
    }

    @Override
    public void discard(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    moves.move(id, Move.DISCARD, null, State.REJECTED, by, reason);
                    deadLetters.end(id, "discarded", moves.now());
                });
    }

    @Override
    public void restore(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    allow(row, Move.RESTORE);
                    deadLetters.reopen(id);
                    moves.moveTo(row, State.FAILED_TO_EXPORT, by, reason, moves.now());
                });
    }

    @Override
    public void doneByHand(long id, Caller by, String reason, String changeRequestNumber) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.DONE_BY_HAND, null);
                    // another change order's export under it would write over what was typed
                    numbers.reserveFor(
                            NumberBook.jobScope(jobNumber(row.exportId())),
                            changeRequestNumber,
                            id,
                            "change_request_number");
                    Instant now = moves.now();
                    table.update(
                            id, Map.of("change_request_number", changeRequestNumber), false, now);
                    jdbc.sql("UPDATE export_line SET state = 'DONE' WHERE export_id = :export")
                            .param("export", row.exportId())
                            .update();
                    moves.moveTo(row, State.SYNCED, by, reason, now);
                    deadLetters.end(id, "done-by-hand", now);
                });
    }

    private String jobNumber(long exportId) {
        return Json.read(
                        jdbc.sql("SELECT header FROM export WHERE id = :export")
                                .param("export", exportId)
                                .query(String.class)
                                .single())
                .path("Job_Number")
                .asText();
    }
}
