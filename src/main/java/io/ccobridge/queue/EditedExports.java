package io.ccobridge.queue;

import static io.ccobridge.queue.ChangeOrderTable.time;

import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Exports that take the approval over from an older one of the same change order, with the same
 * lines under another header. The older one stays as it is. Every call belongs to the transaction
 * of the move it serves.
 */
final class EditedExports {

    /** Why there is another one. */
    enum Kind {
        /** A person edited what is no money. */
        EDIT("edit"),
        /** A setting has changed. */
        MAPPING("mapping"),
        /** A person entered it in Spectrum. */
        BY_HAND("by-hand");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private final JdbcClient jdbc;

    EditedExports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param differences from the older one; where they are kept with each line, the lines that
     *     Spectrum has taken are told once more
     * @return its id
     */
    long insert(
            StoredExport older,
            Map<String, String> header,
            List<Difference> differences,
            Kind kind,
            String by,
            Instant now) {
        boolean again = Outlook.tellsLinesAgain(differences);
        long export = insert(older, header, kind, by, now);
        for (StoredExport.StoredLine line : older.lines()) {
            String state =
                    switch (kind) {
                        case BY_HAND -> "DONE";
                        case EDIT, MAPPING -> line.done() && again ? "UNKNOWN" : line.state();
                    };
            jdbc.sql(
                            """
                            INSERT INTO export_line (export_id, position, phase, cost_type, amount, state)
                            VALUES (:export, :position, :phase, :type, :amount, :state)""")
                    .param("export", export)
                    .param("position", line.position())
                    .param("phase", line.sum().phase())
                    .param("type", line.sum().costType())
                    .param("amount", line.sum().amount())
                    .param("state", state)
                    .update();
        }
        return export;
    }

    private long insert(
            StoredExport older, Map<String, String> header, Kind kind, String by, Instant now) {
        String number = header.get("Change_Request_Number");
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        INSERT INTO export (change_order_id, change_request_number, header,
                            payload_hash, total, accepted_by, accepted_at,
                            edited_from, edited_as, edited_by, edited_at)
                        SELECT change_order_id, :number, :header, :hash, total, accepted_by,
                            accepted_at, id, :kind, :by, :now
                        FROM export WHERE id = :older""")
                .param("number", number)
                .param("header", Json.writeAscii(header))
                .param(
                        "hash",
                        StoredExport.hash(new ExportPlan(number, header, older.plan().sums())))
                .param("kind", kind.word)
                .param("by", by)
                .param("now", time(now))
                .param("older", older.id())
                .update(key, "id");
        return key.getKey().longValue();
    }
}
