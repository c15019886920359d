package io.ccobridge.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to one dead letter beside its attempts: edits, and what it became. */
public final class DeadLetterDetails {

    /**
     * A dead letter with what became of it.
     *
     * @param version of its change order
     * @param edits oldest first
     * @param difference why it went back to the approver, as {@code {why, changed_in_procore,
     *     differences}}; null when it did not
     * @param editedFrom the dead letter whose payload was edited into this one's; null for none
     * @param continuedAs the export that went on with this one's approval under another payload;
     *     null for none
     * @param warning what a person must see to in Spectrum; or null
     */
    public record Detail(
            @JsonUnwrapped DeadLetter deadLetter,
            int version,
            List<Edit> edits,
            JsonNode difference,
            EditedFrom editedFrom,
            ContinuedAs continuedAs,
            String warning) {}

    /**
     * @param deadLetterId null when no export of that payload failed
     * @param editedAs edit, mapping (a setting changed) or by-hand
     */
    public record EditedFrom(String deadLetterId, String editedAs, String by, Instant at) {}

    public record ContinuedAs(
            String exportId, String editedAs, String changeRequestNumber, String by, Instant at) {}

    private record Row(long exportId, int version, String difference) {}

    private final JdbcClient jdbc;
    private final EditTable edits;

    public DeadLetterDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.edits = new EditTable(jdbc);
    }

    public Detail of(DeadLetter deadLetter) {
        long id = Long.parseLong(deadLetter.id());
        Row row =
                jdbc.sql(
                                """
                                SELECT d.export_id, d.difference, c.version FROM dead_letter d
                                JOIN every_change_order c ON c.id = d.change_order_id WHERE d.id = :id""")
                        .param("id", id)
                        .query(
                                (found, number) ->
                                        new Row(
                                                found.getLong("export_id"),
                                                found.getInt("version"),
                                                found.getString("difference")))
                        .single();
        return new Detail(
                deadLetter,
                row.version,
                edits.of(id),
                row.difference == null ? null : Json.read(row.difference),
                editedFrom(row.exportId),
                continuedAs(row.exportId),
                deadLetter.ended() == null ? null : warning(deadLetter.ended(), row.exportId));
    }

    /** Money that Spectrum may hold of a change order that the books have given up or renamed. */
    private String warning(String ended, long export) {
        if (!Set.of("discarded", "rejected", "done-by-hand").contains(ended)) {
            return null;
        }
        return jdbc.sql(
                        """
                        SELECT e.change_request_number, SUM(l.amount) AS held
                        FROM export e
                        JOIN export_line l ON l.export_id = e.id AND l.state IN ('DONE', 'UNKNOWN')
                        JOIN every_change_order c ON c.id = e.change_order_id
                        WHERE e.id = :id AND (c.state = 'REJECTED'
                            OR UPPER(c.change_request_number) <> UPPER(e.change_request_number))
                        GROUP BY e.change_request_number""")
                .param("id", export)
                .query(
                        (row, number) ->
                                "Spectrum holds, or may hold, "
                                        + Columns.money(row.getBigDecimal("held"))
                                        + " of it under "
                                        + row.getString("change_request_number")
                                        + "; see that it is undone there.")
                .optional()
                .orElse(null);
    }

    private EditedFrom editedFrom(long export) {
        return jdbc.sql(
                        """
                        SELECT e.edited_as, e.edited_by, e.edited_at,
                            (SELECT MAX(d.id) FROM dead_letter d
                             WHERE d.change_order_id = e.change_order_id
                                 AND d.export_id = e.edited_from) AS letter
                        FROM export e WHERE e.id = :id AND e.edited_from IS NOT NULL""")
                .param("id", export)
                .query(
                        (row, number) ->
                                new EditedFrom(
                                        row.getString("letter"),
                                        row.getString("edited_as"),
                                        row.getString("edited_by"),
                                        Columns.time(row, "edited_at")))
                .optional()
                .orElse(null);
    }

    private ContinuedAs continuedAs(long export) {
        return jdbc.sql(
                        """
                        SELECT e.* FROM export e JOIN export o ON o.id = e.edited_from
                        WHERE e.change_order_id = o.change_order_id AND o.id = :id
                        ORDER BY e.id LIMIT 1""")
                .param("id", export)
                .query(
                        (row, number) ->
                                new ContinuedAs(
                                        row.getString("id"),
                                        row.getString("edited_as"),
                                        row.getString("change_request_number"),
                                        row.getString("edited_by"),
                                        Columns.time(row, "edited_at")))
                .optional()
                .orElse(null);
    }
}
