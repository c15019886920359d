package io.ccobridge.queue;

import static io.ccobridge.queue.QueueFixture.ADA;
import static io.ccobridge.queue.QueueFixture.ANN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.State;
import io.ccobridge.deadletter.Edit;
import io.ccobridge.deadletter.Editing;
import io.ccobridge.deadletter.Edits;
import io.ccobridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What people do with failed exports, and with edits of them that wait for a second person. */
final class AnyFailedMoves {

    private static final String NUMBER = "Change_Request_Number";

    private final QueueFixture fixture;
    private final Random random;

    AnyFailedMoves(QueueFixture fixture, Random random) {
        this.fixture = fixture;
        this.random = random;
    }

    String move() {
        List<Edit> pending = edits(true).list(Map.of("state", "pending")).items();
        if (!pending.isEmpty() && random.nextBoolean()) {
            return decide(pending.get(random.nextInt(pending.size())));
        }
        if (random.nextInt(6) == 0) {
            return any(State.REJECTED).map(this::restore).orElse("nothing to restore");
        }
        return any(State.FAILED_TO_EXPORT).map(this::move).orElse("nothing has failed");
    }

    private Optional<Long> any(State state) {
        List<Long> ids =
                fixture.jdbc
                        .sql("SELECT id FROM change_order WHERE state = :state ORDER BY id")
                        .param("state", state.name())
                        .query(Long.class)
                        .list();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    private String restore(long id) {
        fixture.failed.restore(id, ADA, "taken back");
        return id + " restored";
    }

    private String move(long id) {
        switch (random.nextInt(13)) {
            case 0 -> fixture.failed.discard(id, ADA, "given up");
            case 1, 2 ->
                    fixture.failed.doneByHand(
                            id, ADA, "typed in", random.nextBoolean() ? "H" + id : number(id));
            case 3 -> fixture.queue.reject(id, null, ANN, "Not so");
            case 4 -> fixture.replay(id, ADA, "again");
            // Spectrum keeps it once, or with each line, which are all told again then
            case 5, 6 -> replay(id, random.nextBoolean() ? "CR_Status" : "Sub_Status");
            default -> {
                return edit(id);
            }
        }
        return id + " " + fixture.row(id).state();
    }

    private String number(long id) {
        return fixture.row(id).changeRequestNumber();
    }

    /** After a setting has changed. */
    private void replay(long id, String element) {
        ChangeOrderRow row = fixture.row(id);
        StoredExport stored = new StoredExports(fixture.jdbc).get(row.exportId());
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        header.put(element, "S" + random.nextInt(99));
        fixture.resends.replay(
                id,
                ADA,
                "setting",
                Outlook.of(
                        stored,
                        row.changedSinceSent() ? Outlook.CHANGED : null,
                        List.of(),
                        new ExportPlan(
                                stored.plan().changeRequestNumber(),
                                header,
                                stored.plan().sums())));
    }

    // ---- Edits

    private String edit(long id) {
        boolean fourEyes = random.nextBoolean();
        Edit edit =
                switch (random.nextInt(4)) {
                    case 0 ->
                            edit(id, "change_request_number", "E" + random.nextInt(999), fourEyes);
                    case 1 ->
                            edit(
                                    id,
                                    "accounting_date",
                                    "2026-11-" + (10 + random.nextInt(20)),
                                    fourEyes);
                    default -> edit(id, "description", "Grid " + random.nextInt(999), fourEyes);
                };
        return id + " edit " + edit.state();
    }

    Edit edit(long id, String field, String value, boolean fourEyes) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("version", fixture.row(id).version()).put("reason", "mistyped").put(field, value);
        String letter =
                fixture.jdbc
                        .sql(
                                "SELECT id FROM dead_letter WHERE change_order_id = :id AND ended IS"
                                        + " NULL")
                        .param("id", id)
                        .query(String.class)
                        .single();
        return edits(fourEyes).propose(letter, body, ADA);
    }

    private String decide(Edit edit) {
        Edit decided =
                random.nextInt(4) == 0
                        ? edits(true).withdraw(edit.id(), null, ADA)
                        : edits(true).confirm(edit.id(), ANN);
        return edit.changeOrderId() + " edit " + decided.state();
    }

    Edits edits(boolean fourEyes) {
        return new Edits(
                fixture.jdbc,
                fixture.transaction,
                fixture.resends,
                this::edited,
                fourEyes,
                fixture.clock);
    }

    private Editing.Edited edited(long id, int version, JsonNode changes, Caller by) {
        ChangeOrderRow row = fixture.queue.open(id, Move.REPLAY, version, Caller.SYSTEM);
        StoredExport stored = new StoredExports(fixture.jdbc).get(row.exportId());
        Map<String, String> header = new LinkedHashMap<>(stored.header());
        List<Difference> differences = new ArrayList<>();
        changes.properties()
                .forEach(
                        change -> {
                            String element =
                                    switch (change.getKey()) {
                                        case "change_request_number" -> NUMBER;
                                        case "description" -> "CR_Description";
                                        default -> "Sub_Change_Order_Date";
                                    };
                            String before = header.put(element, change.getValue().asText());
                            differences.add(new Difference(element, before, header.get(element)));
                        });
        if (header.equals(stored.header())) {
            throw Refusal.invalid("description", "That is what it says.");
        }
        return new Editing.Edited(stored.id(), header, differences);
    }
}
