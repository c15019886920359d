package io.ccobridge.deadletter;

import static io.ccobridge.deadletter.Columns.time;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.Draft;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.queue.Difference;
import io.ccobridge.queue.FailedExports;
import io.ccobridge.queue.Move;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.Resends;
import io.ccobridge.queue.StoredExport;
import io.ccobridge.queue.StoredExports;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The moves of a failed export as the approval queue makes them, as far as the tables go. */
final class FailedExportsInTables implements FailedExports, Resending, Resends, Editing {

    /** Where a node dies. */
    enum Death {
        NEVER,
        BEFORE_THE_START,
        AFTER_THE_START
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    final List<Long> replayed = new CopyOnWriteArrayList<>();
    final Map<Long, ExportPlan> today = new HashMap<>();
    final List<Long> askedProcore = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    /** Beside what an edit changes. */
    List<Difference> alsoDiffers = List.of();

    volatile Death death = Death.NEVER;

    FailedExportsInTables(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Outlook outlook(long changeOrderId, boolean askProcore) {
        StoredExport stored =
                new StoredExports(jdbc)
                        .get(
                                jdbc.sql("SELECT export_id FROM change_order WHERE id = :id")
                                        .param("id", changeOrderId)
                                        .query(Long.class)
                                        .single());
        return Outlook.of(
                stored,
                changed(changeOrderId) ? Outlook.CHANGED : null,
                List.of(),
                today.getOrDefault(changeOrderId, stored.plan()));
    }

    @Override
    public Resends.ReplayStart replay(
            long changeOrderId, Caller by, String reason, boolean askProcore) {
        replayed.add(changeOrderId);
        if (askProcore) {
            askedProcore.add(changeOrderId);
        }
        die(Death.BEFORE_THE_START);
        boolean changed =
                transaction.execute(
                        status -> {
                            boolean differs = changed(changeOrderId);
                            move(
                                    changeOrderId,
                                    "FAILED_TO_EXPORT",
                                    differs ? "READY_TO_EXPORT" : "ACCEPTED",
                                    by,
                                    reason);
                            end(changeOrderId, differs ? "back-to-approval" : "replayed");
                            return differs;
                        });
        die(Death.AFTER_THE_START);
        return changed
                ? new Resends.ReplayStart(false, "It changed in Procore since it was approved.")
                : new Resends.ReplayStart(true, null);
    }

    @Override
    public ReplayStart replay(long changeOrderId, Caller by, String reason, Outlook outlook) {
        return replay(changeOrderId, by, reason, false);
    }

    @Override
    public Edited edited(long changeOrderId, int version, JsonNode changes, Caller by) {
        if (version(changeOrderId) != version) {
            throw Refusal.conflict("It has moved on.");
        }
        StoredExport stored = outlook(changeOrderId, false).stored();
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        List<Difference> differences = new ArrayList<>(alsoDiffers);
        changes.properties()
                .forEach(
                        change -> {
                            String value = change.getValue().asText();
                            differences.add(
                                    new Difference(
                                            change.getKey(), header.get(change.getKey()), value));
                            header.put(change.getKey(), value);
                        });
        return new Edited(stored.id(), header, differences);
    }

    @Override
    public long edit(long changeOrderId, EditedPayload edited, Caller by, String reason) {
        return transaction.execute(
                status -> {
                    move(changeOrderId, "FAILED_TO_EXPORT", "ACCEPTED", by, reason);
                    end(changeOrderId, "edited");
                    return edited.exportId() + 1000;
                });
    }

    @Override
    public void note(long changeOrderId, Caller by, String reason, List<Difference> differences) {
        notes.add(by.name() + ": " + reason);
    }

    private int version(long changeOrderId) {
        return jdbc.sql("SELECT version FROM change_order WHERE id = :id")
                .param("id", changeOrderId)
                .query(Integer.class)
                .single();
    }

    private boolean changed(long changeOrderId) {
        return jdbc.sql("SELECT changed_since_sent FROM change_order WHERE id = :id")
                .param("id", changeOrderId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void check(long changeOrderId, Move move) {}

    @Override
    public void discard(long changeOrderId, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "FAILED_TO_EXPORT", "REJECTED", by, reason);
                    end(changeOrderId, "discarded");
                });
    }

    @Override
    public void restore(long changeOrderId, Caller by, String reason) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "REJECTED", "FAILED_TO_EXPORT", by, reason);
                    jdbc.sql(
                                    """
                                    UPDATE dead_letter SET ended = NULL, ended_at = NULL
                                    WHERE id = (SELECT MAX(id) FROM dead_letter
                                        WHERE change_order_id = :id)\
                                    """)
                            .param("id", changeOrderId)
                            .update();
                });
    }

    @Override
    public void doneByHand(
            long changeOrderId, Caller by, String reason, String changeRequestNumber) {
        transaction.executeWithoutResult(
                status -> {
                    move(changeOrderId, "FAILED_TO_EXPORT", "SYNCED", by, reason);
                    jdbc.sql("UPDATE change_order SET change_request_number = :n WHERE id = :id")
                            .param("n", changeRequestNumber)
                            .param("id", changeOrderId)
                            .update();
                    end(changeOrderId, "done-by-hand");
                });
    }

    private void move(long id, String from, String to, Caller by, String reason) {
        int moved =
                jdbc.sql(
                                """
                                UPDATE change_order SET state = :to, version = version + 1
                                WHERE id = :id AND state = :from\
                                """)
                        .param("to", to)
                        .param("id", id)
                        .param("from", from)
                        .update();
        if (moved == 0) {
            throw Refusal.conflict("Change order " + id + " is not " + from + ".");
        }
        new AuditChain(jdbc)
                .append(new Draft(id, null, clock.instant(), by.name(), from, to, reason, null));
    }

    private void end(long id, String how) {
        jdbc.sql(
                        """
                        UPDATE dead_letter SET ended = :how, ended_at = :now
                        WHERE change_order_id = :id AND ended IS NULL\
                        """)
                .param("how", how)
                .param("now", time(clock.instant()))
                .param("id", id)
                .update();
    }

    private void die(Death where) {
        if (death == where) {
            throw new IllegalStateException("the node died: " + where);
        }
    }
}
