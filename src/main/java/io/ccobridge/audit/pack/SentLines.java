package io.ccobridge.audit.pack;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.util.List;

/**
 * Procore's lines of each change order of the pack, from the document that was sent to accounting;
 * of one that had not been sent by the end of the period, from the last one that had come by then.
 */
final class SentLines extends Rows<SentLines.Row> {

    record Row(long changeOrderId, String currency, String document) {}

    private final Snapshot snapshot;
    private final Tally tally;

    SentLines(Snapshot snapshot, Tally tally) {
        super(100);
        this.snapshot = snapshot;
        this.tally = tally;
    }

    @Override
    List<Row> page(Row last, int most) {
        return snapshot.jdbc()
                .sql(
                        """
                        SELECT c.id, c.currency, d.body FROM every_change_order c
                        JOIN document d ON d.id = COALESCE(
                            (SELECT x.id FROM document x WHERE x.id = c.sent_document_id AND x.received_at < :end),
                            (SELECT MAX(x.id) FROM document x
                                WHERE x.change_order_id = c.id AND x.received_at < :end))
                        WHERE c.id > :after AND EXISTS (SELECT 1 FROM audit_entry a
                            WHERE a.change_order_id = c.id AND a.id <= :last)
                        ORDER BY c.id LIMIT :most\
                        """)
                .param("end", snapshot.period().end())
                .param("after", last == null ? 0 : last.changeOrderId())
                .param("last", snapshot.entries().last().position())
                .param("most", most)
                .query(
                        (row, number) ->
                                new Row(
                                        row.getLong("id"),
                                        row.getString("currency"),
                                        row.getString("body")))
                .list();
    }

    @Override
    void write(Row row, Lines lines) {
        for (JsonNode line : Json.read(row.document()).path("lines")) {
            BigDecimal amount = amount(line.path("amount"));
            lines.add(
                    "sent",
                    row.changeOrderId(),
                    null,
                    line.path("id").asText(null),
                    line.path("wbs_code").path("flat_code").asText(null),
                    null,
                    null,
                    line.path("description").asText(null),
                    amount,
                    row.currency(),
                    null,
                    null);
            tally.add(Section.SENT_LINES, "lines", row.currency(), amount);
        }
    }

    /** Null for one that is none: any document is kept, also one that is all wrong. */
    private static BigDecimal amount(JsonNode node) {
        String text = node.asText("");
        return text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?") ? new BigDecimal(text) : null;
    }
}
