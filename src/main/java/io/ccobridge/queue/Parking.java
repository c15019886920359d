package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Destination;
import io.ccobridge.changeorder.State;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a change order is when it comes into the approval queue: this is what is shown to the
 * approver, and nothing else may go to Spectrum. Every call belongs to the transaction of the move
 * it serves.
 */
final class Parking {

    private final JdbcClient jdbc;
    private final ChangeOrderTable table;
    private final Moves moves;
    private final NumberBook numbers;
    private final DirectExport directExport;
    private final Waits waits;
    private final UnreadableTable unreadable;

    Parking(
            JdbcClient jdbc,
            ChangeOrderTable table,
            Moves moves,
            NumberBook numbers,
            DirectExport directExport) {
        this.jdbc = jdbc;
        this.table = table;
        this.moves = moves;
        this.numbers = numbers;
        this.directExport = directExport;
        this.waits = new Waits(jdbc);
        this.unreadable = new UnreadableTable(jdbc);
    }

    void park(ChangeOrderRow row, Candidate candidate, Caller by, String reason, Instant now) {
        if (by != Caller.SYSTEM) {
            // who sends by hand comes here without settle
            unreadable.gone(row);
        }
        String number = numbers.reserveOne(candidate, row.id());
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        Map<String, Object> companions = ChangeOrderTable.companions(candidate);
        columns.put("state", State.READY_TO_EXPORT.name());
        columns.put("problems", "[]");
        columns.put("changed_since_sent", false);
        columns.put("change_request_number", number);
        columns.put("sent_by", by.name());
        columns.put("sent_fingerprint", row.presentFingerprint());
        columns.put("sent_document_id", row.presentDocumentId());
        columns.put("direct_export", directExport.covers(candidate.changeOrder()));
        columns.put("sent_company", companions.get("present_company"));
        columns.put("sent_commitment", companions.get("present_commitment"));
        columns.put("leads_to", Json.writeAscii(Destination.of(candidate).codes()));
        table.update(row.id(), columns, true, now);
        waits.clear(row.id());
        moves.audit(row, State.READY_TO_EXPORT, by, reason, null, now);
    }

    /**
     * Shows where a parked change order leads to by the links of now.
     *
     * @return true when that is elsewhere in Spectrum than when it was parked or last shown
     */
    boolean redirect(ChangeOrderRow row, Candidate candidate, Instant now) {
        if (row.state() != State.READY_TO_EXPORT) {
            return false;
        }
        Map<String, String> leads = Destination.of(candidate).codes();
        Map<String, String> before = leadTo(row);
        List<String> changes = changes(before, leads);
        if (changes.isEmpty()) {
            return false;
        }
        Map<String, Object> columns = ChangeOrderTable.described(candidate);
        columns.keySet().retainAll(List.of("job_number", "vendor_code"));
        columns.put("leads_to", Json.writeAscii(leads));
        table.update(row.id(), columns, true, now);
        moves.audit(
                row,
                row.state(),
                Caller.SYSTEM,
                "A link has changed: it leads to " + String.join(", ", changes) + ".",
                null,
                now);
        return true;
    }

    private Map<String, String> leadTo(ChangeOrderRow row) {
        Map<String, String> codes = new TreeMap<>();
        jdbc
                .sql("SELECT leads_to FROM change_order WHERE id = :id")
                .param("id", row.id())
                .query(
                        (columns, number) ->
                                columns.getString(1) == null ? "" : columns.getString(1))
                .list()
                .stream()
                .filter(text -> !text.isEmpty())
                .forEach(
                        text ->
                                Json.read(text)
                                        .properties()
                                        .forEach(
                                                each ->
                                                        codes.put(
                                                                each.getKey(),
                                                                each.getValue().asText())));
        return codes;
    }

    private static List<String> changes(Map<String, String> before, Map<String, String> now) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(Destination.JOB, "job ");
        words.put(Destination.VENDOR, "vendor ");
        words.put(Destination.SUBCONTRACT, "subcontract ");
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        List<String> changes = new ArrayList<>();
        for (String what : all) {
            String was = before.getOrDefault(what, "none");
            String is = now.getOrDefault(what, "none");
            if (!was.equals(is)) {
                changes.add(
                        words.getOrDefault(what, "phase ")
                                + is
                                + (words.containsKey(what) ? "" : " for " + what)
                                + ", no longer "
                                + was);
            }
        }
        return changes;
    }
}
