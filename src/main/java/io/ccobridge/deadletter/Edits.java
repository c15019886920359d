package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.json.Json;
import io.ccobridge.queue.Difference;
import io.ccobridge.queue.Resends;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Edit and replay: words and numbers of a failed export are corrected, never its money. With
 * separate duties one person proposes the edit and another one confirms it.
 */
public final class Edits {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EditTable table;
    private final Resends resends;
    private final Editing editing;
    private final boolean fourEyes;
    private final Clock clock;

    /**
     * @param fourEyes whether a second person must confirm an edit
     */
    public Edits(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Resends resends,
            Editing editing,
            boolean fourEyes,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.table = new EditTable(jdbc);
        this.resends = resends;
        this.editing = editing;
        this.fourEyes = fourEyes;
        this.clock = clock;
    }

    /**
     * Edits and exports again, or waits for a second person.
     *
     * @param body version; any of change_request_number, description and accounting_date; reason;
     *     dry_run
     */
    public Edit propose(String id, JsonNode body, Caller by) {
        long letter = Ids.parse(id, "dead letter");
        long changeOrder = open(id, letter);
        EditRequest request = EditRequest.of(body);
        Editing.Edited edited =
                editing.edited(changeOrder, request.version(), request.changes(), by);
        Edit edit =
                new Edit(
                        null,
                        id,
                        Long.toString(changeOrder),
                        request.dryRun() ? "dry-run" : "pending",
                        request.version(),
                        request.changes(),
                        json(edited.differences()),
                        request.reason(),
                        by.name(),
                        now(),
                        null,
                        null,
                        null);
        if (request.dryRun()) {
            return edit;
        }
        return fourEyes ? keep(edit, edited, by) : apply(edit, edited, by);
    }

    /** A second person agrees: it is exported again. 403 for who proposed it. */
    public Edit confirm(String id, Caller by) {
        Edit edit = pending(id);
        if (fourEyes && by.name().equals(edit.proposedBy())) {
            throw Refusal.forbidden(
                    "You proposed this edit; another person must confirm it (setting"
                            + " approval.separate-duties).");
        }
        long changeOrder = Long.parseLong(edit.changeOrderId());
        Editing.Edited edited = editing.edited(changeOrder, edit.version(), edit.changes(), by);
        if (!json(edited.differences()).equals(edit.differences())) {
            throw Refusal.conflict(
                    "It would not be what was proposed any more, since a setting or a link has"
                            + " changed. Withdraw the edit and propose it anew.");
        }
        transaction.executeWithoutResult(
                status -> {
                    long export =
                            resends.edit(changeOrder, payload(edit, edited), by, edit.reason());
                    decide(edit, "applied", by, export);
                });
        return get(id);
    }

    /**
     * The proposer, or anybody who might have confirmed it, takes it back.
     *
     * @param body may have a reason
     */
    public Edit withdraw(String id, JsonNode body, Caller by) {
        Edit edit = pending(id);
        Body request = new Body(body);
        String reason = request.has("reason") ? " " + request.text("reason") : "";
        transaction.executeWithoutResult(
                status -> {
                    resends.note(
                            Long.parseLong(edit.changeOrderId()),
                            by,
                            "Edit " + id + " was withdrawn." + reason,
                            differences(edit));
                    decide(edit, "withdrawn", by, null);
                });
        return get(id);
    }

    public Edit get(String id) {
        return table.find(Ids.parse(id, "edit")).orElseThrow(() -> Ids.unknown(id, "edit"));
    }

    /**
     * A page of edits, newest first.
     *
     * @param query state (pending, applied, withdrawn, lapsed), page, per_page, after; 400 for any
     *     other
     */
    public Edit.Page list(Map<String, String> query) {
        return table.list(query);
    }

    // ---- Steps

    private Edit keep(Edit edit, Editing.Edited edited, Caller by) {
        return transaction.execute(
                status -> {
                    // holds the change order, so that of two who propose at once one comes first
                    resends.note(
                            Long.parseLong(edit.changeOrderId()),
                            by,
                            "An edit was proposed and waits for a second person: " + edit.reason(),
                            edited.differences());
                    table.of(Long.parseLong(edit.deadLetterId())).stream()
                            .filter(one -> one.state().equals("pending"))
                            .findFirst()
                            .ifPresent(Edits::refuseSecond);
                    return get(Long.toString(table.insert(edit)));
                });
    }

    private static void refuseSecond(Edit pending) {
        throw Refusal.conflict(
                "Edit "
                        + pending.id()
                        + " by "
                        + pending.proposedBy()
                        + " waits for a second person; confirm or withdraw it first.");
    }

    private Edit apply(Edit edit, Editing.Edited edited, Caller by) {
        return transaction.execute(
                status -> {
                    long export =
                            resends.edit(
                                    Long.parseLong(edit.changeOrderId()),
                                    payload(edit, edited),
                                    by,
                                    edit.reason());
                    long id = table.insert(edit);
                    table.decide(id, "applied", by.name(), export, now());
                    return get(Long.toString(id));
                });
    }

    private Edit pending(String id) {
        Edit edit = get(id);
        if (!edit.state().equals("pending")) {
            throw Refusal.conflict(
                    edit.state().equals("lapsed")
                            ? "Edit "
                                    + id
                                    + " has lapsed: the change order has moved on since it was"
                                    + " proposed."
                            : "Edit "
                                    + id
                                    + " is "
                                    + edit.state()
                                    + " already, by "
                                    + edit.decidedBy()
                                    + ".");
        }
        return edit;
    }

    private void decide(Edit edit, String state, Caller by, Long export) {
        if (!table.decide(Long.parseLong(edit.id()), state, by.name(), export, now())) {
            throw Refusal.conflict("Edit " + edit.id() + " was decided meanwhile.");
        }
    }

    private static Resends.EditedPayload payload(Edit edit, Editing.Edited edited) {
        return new Resends.EditedPayload(
                edit.version(),
                edited.exportId(),
                edited.header(),
                edited.differences(),
                edit.proposedBy());
    }

    private long open(String id, long letter) {
        return jdbc.sql("SELECT change_order_id, ended FROM dead_letter WHERE id = :id")
                .param("id", letter)
                .query(
                        (row, number) -> {
                            String ended = row.getString("ended");
                            if (ended != null) {
                                throw Refusal.conflict(
                                        "Dead letter " + id + " is " + ended + " already.");
                            }
                            return row.getLong("change_order_id");
                        })
                .optional()
                .orElseThrow(() -> Ids.unknown(id, "dead letter"));
    }

    private static JsonNode json(List<Difference> differences) {
        return Json.mapper().valueToTree(differences);
    }

    private static List<Difference> differences(Edit edit) {
        return List.of(Json.mapper().convertValue(edit.differences(), Difference[].class));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
