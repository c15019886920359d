package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
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
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What admins do with failed exports other than export them again; the change order and its dead
 * letter move together.
 */
public final class FailedMoves implements FailedExports {

    private static final String NUMBER = "Change_Request_Number";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final DeadLetterTable deadLetters;
    private final NumberBook numbers;
    private final Standing standing;
    private final StoredExports exports;
    private final EditedExports edited;

    public FailedMoves(
            JdbcClient jdbc, TransactionTemplate transaction, NumberBook numbers, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new ChangeOrderTable(jdbc);
        this.numbers = numbers;
        this.moves = new Moves(table, clock);
        this.deadLetters = new DeadLetterTable(jdbc);
        this.standing = new Standing(jdbc);
        this.exports = new StoredExports(jdbc);
        this.edited = new EditedExports(jdbc);
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
    public void discard(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.DISCARD, null);
                    Instant now = moves.now();
                    table.update(id, Map.of("state", State.REJECTED.name()), true, now);
                    moves.audit(
                            row,
                            State.REJECTED,
                            by,
                            reason,
                            Json.writeAscii(Map.of("held_in_spectrum", HeldSums.of(jdbc, id))),
                            now);
                    deadLetters.end(id, "discarded", now);
                });
    }

    @Override
    public void restore(long id, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    allow(row, Move.RESTORE);
                    deadLetters.reopen(id);
                    Instant now = moves.now();
                    // nobody marks a rejected one; what Procore says since must not be lost
                    boolean changed =
                            !Objects.equals(row.presentFingerprint(), row.sentFingerprint());
                    table.update(id, Map.of("changed_since_sent", changed), false, now);
                    moves.moveTo(row, State.FAILED_TO_EXPORT, by, reason, now);
                });
    }

    @Override
    public void doneByHand(long id, Caller by, String reason, String changeRequestNumber) {
        transaction.executeWithoutResult(
                status -> {
                    ChangeOrderRow row = moves.lock(id);
                    Moves.allow(row, Move.DONE_BY_HAND, null);
                    StoredExport stored = exports.get(row.exportId());
                    // another change order's export under it would write over what was typed
                    numbers.reserveFor(
                            NumberBook.jobScope(stored.header().get("Job_Number")),
                            changeRequestNumber,
                            id,
                            "change_request_number");
                    Instant now = moves.now();
                    List<Sum> held = HeldSums.of(jdbc, id);
                    Map<String, String> header = new LinkedHashMap<>(stored.header());
                    header.put(NUMBER, changeRequestNumber);
                    // the books then say under which number which amounts stand in Spectrum
                    long exportId =
                            edited.insert(
                                    stored,
                                    header,
                                    List.of(),
                                    EditedExports.Kind.BY_HAND,
                                    by.name(),
                                    now);
                    Map<String, Object> columns = new HashMap<>();
                    columns.put("change_request_number", changeRequestNumber);
                    columns.put("export_id", exportId);
                    columns.put("state", State.SYNCED.name());
                    table.update(id, columns, true, now);
                    moves.audit(
                            row,
                            State.SYNCED,
                            by,
                            reason,
                            byHand(stored, changeRequestNumber, held),
                            now);
                    deadLetters.end(id, "done-by-hand", now);
                });
    }

    private static String byHand(StoredExport stored, String number, List<Sum> held) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("change_request_number", number);
        detail.put("lines", stored.plan().sums());
        detail.put("total", stored.plan().total());
        String old = stored.header().get(NUMBER);
        if (!held.isEmpty() && !number.equalsIgnoreCase(old)) {
            detail.put("held_under_old_number", Map.of("number", old, "lines", held));
        }
        return Json.writeAscii(detail);
    }
}
